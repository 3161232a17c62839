namespace BackupSh.Sources.PostgreSql;

/// <summary>Which Awkhad database to back up with its filestore, and how.</summary>
public sealed class AwkhadDatabaseSourceOptions
{
    /// <summary>Gets or sets the connection string, with the keywords of Npgsql.</summary>
    /// <value><c>Host=/run/postgresql;Database=erp</c>. Required, except to restore only.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets the user's password.</summary>
    /// <value>The default is none: then the connection string's, its <c>Passfile</c> or the user's own password file holds it.</value>
    public Secret? Password { get; set; }

    /// <summary>Gets or sets the database's filestore.</summary>
    /// <value>A directory, for example <c>/var/lib/awkhad/filestore/erp</c>. Required, except to restore a backup without
    /// files. A restore puts the filestore beside it, under the new database's name.</value>
    public string? FilestoreDirectory { get; set; }

    /// <summary>Gets or sets how hard to compress.</summary>
    /// <value>1 (fast) to 9 (small). The default is 6.</value>
    public int CompressionLevel { get; set; } = 6;

    /// <summary>Gets or sets how long to wait for the lock of a table.</summary>
    /// <value>1 second or more. The default is 5 minutes: then the backup fails.</value>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets where <c>pg_dump</c>, <c>pg_dumpall</c>, <c>pg_restore</c> and <c>psql</c> lie.</summary>
    /// <value>A directory. The default is to look on the path, and where packages put them.</value>
    public string? ToolDirectory { get; set; }

    /// <summary>Gets or sets the database from which others are created and renamed.</summary>
    /// <value>The default is <c>postgres</c>.</value>
    public string MaintenanceDatabase { get; set; } = "postgres";

    /// <summary>Gets or sets the tables whose column <c>ir_cron_id</c> names the rows of <c>ir_cron</c> that a restore makes inactive.</summary>
    /// <value>The default is those of the Awkhad modules. A table that is not there has nothing to suspend.</value>
    public IReadOnlyList<string> SuspendedCrons { get; set; } = SuspensionDefaults.Crons;

    /// <summary>Gets or sets the tables whose rows a restore makes inactive: their column <c>active</c> becomes false.</summary>
    /// <value>The default is those of the Awkhad modules. A table that is not there has nothing to suspend.</value>
    public IReadOnlyList<string> SuspendedConfigs { get; set; } = SuspensionDefaults.Configs;
}
