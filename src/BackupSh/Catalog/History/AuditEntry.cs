namespace BackupSh.Catalog.History;

/// <summary>A step of an act that destroys, or may: written before it begins, and again when it has ended.</summary>
/// <param name="ActId">What the steps of one act share.</param>
/// <param name="Time">When the step was.</param>
/// <param name="Act">What was done.</param>
/// <param name="Outcome">How far it came.</param>
/// <param name="By">Who did it: the account and the machine of the process.</param>
/// <param name="Instance">The installation.</param>
/// <param name="Names">What it was done to: backups, or the target of a restore.</param>
/// <param name="Reason">Why: a rotation's plan says what nearly kept the backup.</param>
public sealed record AuditEntry(
    string ActId, DateTimeOffset Time, AuditAct Act, AuditOutcome Outcome, string By, string Instance, IReadOnlyList<string> Names, string Reason)
{
    /// <summary>Gets the storage, or <see langword="null"/>.</summary>
    public string? Storage { get; init; }

    /// <summary>Gets the job whose plan it was, or <see langword="null"/>.</summary>
    public string? Job { get; init; }

    /// <summary>Gets the run that it belongs to, or <see langword="null"/>.</summary>
    public string? RunId { get; init; }

    /// <summary>Gets why it failed or was not done, or <see langword="null"/>.</summary>
    public string? Error { get; init; }
}
