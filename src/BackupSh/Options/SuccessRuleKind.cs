namespace BackupSh.Options;

/// <summary>What a <see cref="SuccessRule"/> counts.</summary>
internal enum SuccessRuleKind
{
    /// <summary>Every storage.</summary>
    All,

    /// <summary>A number of storages.</summary>
    AtLeast,

    /// <summary>The first storage.</summary>
    Primary,
}
