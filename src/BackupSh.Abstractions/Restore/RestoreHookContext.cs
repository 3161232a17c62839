namespace BackupSh.Restore;

/// <summary>What a restore hook is told.</summary>
/// <param name="Backup">The backup's name, without extension.</param>
/// <param name="SourceKind">The kind of source, for example <c>sqlite</c>, or <see langword="null"/> if the info file does not say.</param>
/// <param name="StagedTarget">Where the data stands now: a full path, or a database's temporary name.</param>
/// <param name="FinalTarget">Where it will appear.</param>
public sealed record RestoreHookContext(string Backup, string? SourceKind, string StagedTarget, string FinalTarget);
