namespace BackupSh.Cli.Output;

/// <summary>An error or a warning inside of a result.</summary>
internal sealed record ShownError(string Code, string Message, string Hint)
{
    internal static ShownError Of(BackupShError error) => new(error.Code, error.Message, error.Hint);

    internal static ShownError? OfNullable(BackupShError? error) => error is null ? null : Of(error);

    internal static IReadOnlyList<ShownError> OfAll(IEnumerable<BackupShError> errors) => [.. errors.Select(Of)];
}
