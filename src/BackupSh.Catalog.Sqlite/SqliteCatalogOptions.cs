namespace BackupSh.Catalog.Sqlite;

/// <summary>Which file the catalog is kept in.</summary>
public sealed class SqliteCatalogOptions
{
    /// <summary>Gets or sets the file. It is made if it is not there, readable by its owner only; so are the files that SQLite puts
    /// beside it.</summary>
    /// <value>A path on a local disk: several processes may share it, several machines not. Required.</value>
    /// <remarks>In a configuration, a relative path counts from the configuration's folder; in code, from the working directory.</remarks>
    public string? File { get; set; }

    /// <summary>Gets or sets how long to wait while another process writes.</summary>
    /// <value>1 second or more; fractions are rounded up. The default is 30 seconds.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets a value indicating whether the catalog is kept in memory, with a warning, if the file cannot be made or
    /// written.</summary>
    /// <value>The default is <see langword="false"/>: it is an error.</value>
    public bool FallBackToMemory { get; set; }
}
