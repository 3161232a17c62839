namespace BackupSh.Cli;

/// <summary>What the engine is put together for.</summary>
internal enum HostUse
{
    /// <summary>A command about backups: a catalog that cannot be written must not stop it.</summary>
    Command,

    /// <summary>A command about what lies in the catalog: without the catalog it has failed.</summary>
    Catalog,

    /// <summary>Running schedules: with the scheduler, and a log of what happens.</summary>
    Serve,
}
