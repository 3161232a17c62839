namespace BackupSh.Catalog.PostgreSql;

/// <summary>Which database the catalog is kept in.</summary>
public sealed class PostgreSqlCatalogOptions
{
    /// <summary>Gets or sets the connection string, with the keywords of Npgsql.</summary>
    /// <value><c>Host=/run/postgresql;Database=backupsh</c>. Required.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets the user's password.</summary>
    /// <value>The default is none: then the connection string's, its <c>Passfile</c> or the user's own password file holds it.</value>
    public Secret? Password { get; set; }

    /// <summary>Gets or sets the schema for the catalog's tables. It is made if it is not there, which needs the right to do so.</summary>
    /// <value>1 to 63 lower-case letters, digits and <c>_</c>, no digit first. The default is <c>backupsh</c>.</value>
    public string Schema { get; set; } = "backupsh";
}
