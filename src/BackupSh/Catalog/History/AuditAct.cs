namespace BackupSh.Catalog.History;

/// <summary>An act that the audit trail records.</summary>
public enum AuditAct
{
    /// <summary>A rotation deletes a backup that its plan does not keep.</summary>
    Rotation,

    /// <summary>Somebody deletes a backup by its name.</summary>
    Delete,

    /// <summary>A sync copies a backup into a storage that missed it. It replaces nothing.</summary>
    Heal,

    /// <summary>A restore may replace what stands at its target; the old one is kept beside it.</summary>
    ReplaceTarget,

    /// <summary>Somebody lets schedules run at the place where the catalog is now.</summary>
    ConfirmHome,
}
