namespace BackupSh.Checks;

/// <summary>What a check of one thing found.</summary>
/// <param name="Kind">What was looked at.</param>
/// <param name="Subject">The name of what was looked at; <see cref="CheckKind"/> says of which group. May be empty.</param>
/// <param name="Status">What was found.</param>
public sealed record CheckResult(CheckKind Kind, string Subject, CheckStatus Status)
{
    /// <summary>Gets what was seen, in words, for example <c>3 backups</c>; or <see langword="null"/>.</summary>
    public string? Detail { get; init; }

    /// <summary>Gets what is wrong and what to do, or <see langword="null"/> if all is well.</summary>
    public BackupShError? Error { get; init; }

    internal static CheckResult Passed(CheckKind kind, string subject, string? detail = null) =>
        new(kind, subject, CheckStatus.Passed) { Detail = detail };

    internal static CheckResult Warning(CheckKind kind, string subject, BackupShError error, string? detail = null) =>
        new(kind, subject, CheckStatus.Warning) { Detail = detail, Error = error };

    internal static CheckResult Failed(CheckKind kind, string subject, BackupShError error) =>
        new(kind, subject, CheckStatus.Failed) { Error = error };
}
