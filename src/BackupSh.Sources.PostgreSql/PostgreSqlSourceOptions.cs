namespace BackupSh.Sources.PostgreSql;

/// <summary>Which PostgreSQL database, or all of a server, to back up, and how.</summary>
public sealed class PostgreSqlSourceOptions
{
    /// <summary>Gets or sets the connection string, with the keywords of Npgsql.</summary>
    /// <value><c>Host=/run/postgresql;Database=erp</c>. Required, except to restore only.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets the user's password.</summary>
    /// <value>The default is none: then the connection string's, its <c>Passfile</c> or the user's own password file holds it.</value>
    public Secret? Password { get; set; }

    /// <summary>Gets or sets a value indicating whether all databases of the server are backed up, each in a backup of its own.</summary>
    /// <value>The default is <see langword="false"/>. Templates and databases that accept no connections are left out.</value>
    public bool AllDatabases { get; set; }

    /// <summary>Gets or sets what is left out of all databases.</summary>
    /// <value>Names, in which <c>*</c> stands for any characters and <c>?</c> for one. The default is empty.</value>
    public IReadOnlyList<string> ExcludeDatabases { get; set; } = [];

    /// <summary>Gets or sets a value indicating whether, with all databases, the server's roles and tablespaces are a backup of their own.</summary>
    /// <value>The default is <see langword="true"/>: the database <c>{source}=globals</c>.</value>
    public bool Globals { get; set; } = true;

    /// <summary>Gets or sets what a dump is written as.</summary>
    /// <value>The default is <see cref="DumpFormat.Custom"/>.</value>
    public DumpFormat Format { get; set; }

    /// <summary>Gets or sets the only schemas to dump.</summary>
    /// <value>Patterns of <c>pg_dump --schema</c>. The default is empty: all.</value>
    public IReadOnlyList<string> Schemas { get; set; } = [];

    /// <summary>Gets or sets the schemas to leave out.</summary>
    /// <value>Patterns of <c>pg_dump --exclude-schema</c>. The default is empty.</value>
    public IReadOnlyList<string> ExcludeSchemas { get; set; } = [];

    /// <summary>Gets or sets the only tables to dump.</summary>
    /// <value>Patterns of <c>pg_dump --table</c>. The default is empty: all.</value>
    public IReadOnlyList<string> Tables { get; set; } = [];

    /// <summary>Gets or sets the tables to leave out.</summary>
    /// <value>Patterns of <c>pg_dump --exclude-table</c>. The default is empty.</value>
    public IReadOnlyList<string> ExcludeTables { get; set; } = [];

    /// <summary>Gets or sets the tables whose rows are left out.</summary>
    /// <value>Patterns of <c>pg_dump --exclude-table-data</c>. The default is empty.</value>
    public IReadOnlyList<string> ExcludeTableData { get; set; } = [];

    /// <summary>Gets or sets how long to wait for the lock of a table.</summary>
    /// <value>1 second or more. The default is 5 minutes: then the backup fails.</value>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets where <c>pg_dump</c>, <c>pg_dumpall</c>, <c>pg_restore</c> and <c>psql</c> lie.</summary>
    /// <value>A directory. The default is to look on the path, and where packages put them.</value>
    public string? ToolDirectory { get; set; }

    /// <summary>Gets or sets the database from which others are created and renamed.</summary>
    /// <value>The default is <c>postgres</c>.</value>
    public string MaintenanceDatabase { get; set; } = "postgres";

    /// <summary>Gets or sets how many connections <c>pg_restore</c> uses at once.</summary>
    /// <value>1 to 64. The default is 1. More need the dump on a disk: see <see cref="ScratchDirectory"/>. Plain dumps use one.</value>
    public int RestoreJobs { get; set; } = 1;

    /// <summary>Gets or sets where the dump is spooled for several restore jobs, in a file without a name.</summary>
    /// <value>An existing directory. The default is the system's directory for temporary files.</value>
    public string? ScratchDirectory { get; set; }

    /// <summary>Gets or sets a value indicating whether restored objects get the owners and privileges that they had.</summary>
    /// <value>The default is <see langword="true"/>: the roles must exist. Otherwise the source's user owns everything. Plain dumps
    /// always say who owns what.</value>
    public bool RestoreOwners { get; set; } = true;

    /// <summary>Gets or sets the tables whose column <c>ir_cron_id</c> names the rows of <c>ir_cron</c> that a restore makes inactive.</summary>
    /// <value>The default is those of the Awkhad modules. A table that is not there has nothing to suspend.</value>
    public IReadOnlyList<string> SuspendedCrons { get; set; } = SuspensionDefaults.Crons;

    /// <summary>Gets or sets the tables whose rows a restore makes inactive: their column <c>active</c> becomes false.</summary>
    /// <value>The default is those of the Awkhad modules. A table that is not there has nothing to suspend.</value>
    public IReadOnlyList<string> SuspendedConfigs { get; set; } = SuspensionDefaults.Configs;
}
