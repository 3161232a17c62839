namespace BackupSh.Sources.PostgreSql.Dump;

/// <summary>What a dump is, by its first bytes.</summary>
internal enum DumpKind
{
    /// <summary>Nothing of ours.</summary>
    Foreign,

    /// <summary>The custom format of <c>pg_dump</c>.</summary>
    Archive,

    /// <summary>SQL of one database.</summary>
    Script,

    /// <summary>SQL of a server's globals.</summary>
    Globals,
}
