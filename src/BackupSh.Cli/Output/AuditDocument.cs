using BackupSh.Catalog.History;

namespace BackupSh.Cli.Output;

/// <summary>What <c>audit</c> writes.</summary>
/// <param name="Acts">The acts, newest first.</param>
internal sealed record AuditDocument(IReadOnlyList<AuditedAct> Acts)
{
    internal static AuditDocument Of(IEnumerable<AuditEntry> entries) => new([.. entries.Select(AuditedAct.Of)]);
}
