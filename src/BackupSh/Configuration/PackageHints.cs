namespace BackupSh.Configuration;

/// <summary>Which package brings a type that the host has not added, and the call that adds it.</summary>
internal static class PackageHints
{
    private static readonly Dictionary<string, (string Package, string Call)> Sources = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Sqlite"] = ("BackupSh.Sources.Sqlite", "AddSqliteSourceType()"),
        ["PostgreSql"] = ("BackupSh.Sources.PostgreSql", "AddPostgreSqlSourceType()"),
        ["AwkhadDatabase"] = ("BackupSh.Sources.PostgreSql", "AddAwkhadDatabaseSourceType()"),
    };

    private static readonly Dictionary<string, (string Package, string Call)> Storages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["S3"] = ("BackupSh.Storage.S3", "AddS3StorageType()"),
        ["Dropbox"] = ("BackupSh.Storage.Dropbox", "AddDropboxStorageType()"),
        ["GoogleDrive"] = ("BackupSh.Storage.GoogleDrive", "AddGoogleDriveStorageType()"),
    };

    private static readonly Dictionary<string, (string Package, string Call)> Catalogs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Sqlite"] = ("BackupSh.Catalog.Sqlite", "AddSqliteCatalogType()"),
        ["PostgreSql"] = ("BackupSh.Catalog.PostgreSql", "AddPostgreSqlCatalogType()"),
    };

    /// <summary>Finds the package of a type.</summary>
    /// <param name="key"><see cref="EngineKeys.Sources"/>, <see cref="EngineKeys.Storages"/> or <see cref="EngineKeys.Catalog"/>.</param>
    /// <param name="type">The word in the configuration.</param>
    /// <param name="found">The package and the call.</param>
    internal static bool TryFind(string key, string type, out (string Package, string Call) found) =>
        (key switch { EngineKeys.Sources => Sources, EngineKeys.Catalog => Catalogs, _ => Storages }).TryGetValue(type, out found);
}
