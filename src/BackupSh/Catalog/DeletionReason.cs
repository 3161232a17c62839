using BackupSh.Catalog.History;

namespace BackupSh.Catalog;

/// <summary>Why a backup is deleted, for the audit trail.</summary>
/// <param name="Act">What deletes it.</param>
/// <param name="Text">Why, in words.</param>
/// <param name="Job">The job whose plan it is, or null.</param>
/// <param name="RunId">The run that it belongs to, or null.</param>
internal sealed record DeletionReason(AuditAct Act, string Text, string? Job = null, string? RunId = null);
