namespace BackupSh.Sources.Sqlite;

/// <summary>Which SQLite database to back up, and how.</summary>
public sealed class SqliteSourceOptions
{
    /// <summary>Gets or sets the connection string.</summary>
    /// <value><c>Data Source=shop.db</c>. Required, except to restore only.</value>
    /// <remarks>In a configuration, a relative path counts from the configuration's folder; in code, from the working
    /// directory. <c>Mode=ReadOnly</c> and <c>Password</c> are passed on; pooling, a shared cache and
    /// <c>Mode=ReadWriteCreate</c> are not: a backup never creates a database.</remarks>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets the name that backups carry.</summary>
    /// <value>1 to 200 bytes of UTF-8. The default is the name of the database's file without its extension.</value>
    public string? Database { get; set; }

    /// <summary>Gets or sets where the scratch copy is made: it needs as many bytes as the database has.</summary>
    /// <value>An existing directory. The default is the system's directory for temporary files.</value>
    public string? ScratchDirectory { get; set; }

    /// <summary>Gets or sets what to do if the database's journal mode is not WAL.</summary>
    /// <value>The default is <see cref="Sqlite.WhenNotWal.CopyUnderLock"/>.</value>
    public WhenNotWal WhenNotWal { get; set; }

    /// <summary>Gets or sets how long to wait for a lock that another connection holds.</summary>
    /// <value>0 or more; 0 does not wait. The default is 30 seconds.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets a value indicating whether <c>PRAGMA quick_check</c> must find the copy whole before any of it is sent.</summary>
    /// <value>The default is <see langword="true"/>: a damaged database makes no backup.</value>
    public bool CheckBeforeUpload { get; set; } = true;
}
