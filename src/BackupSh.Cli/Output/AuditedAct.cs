using BackupSh.Catalog.History;

namespace BackupSh.Cli.Output;

/// <summary>An act of the audit trail.</summary>
internal sealed record AuditedAct(
    DateTime Time,
    string Act,
    string Outcome,
    IReadOnlyList<string> Names,
    string? Storage,
    string? Job,
    string? RunId,
    string Account,
    string Instance,
    string Reason,
    string? Error)
{
    internal static AuditedAct Of(AuditEntry entry) => new(
        CliJson.WholeSeconds(entry.Time),
        CliJson.Word(entry.Act),
        CliJson.Word(entry.Outcome),
        entry.Names,
        entry.Storage,
        entry.Job,
        entry.RunId,
        entry.By,
        entry.Instance,
        entry.Reason,
        entry.Error);
}
