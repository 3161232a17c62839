using BackupSh.Configuration;
using BackupSh.Storage;

namespace CustomStorage;

/// <summary>What <c>"Type": "Table"</c> names in a configuration.</summary>
public static class TableStorageType
{
    /// <summary>The word in the configuration, the word in info files, and how options are read, checked and used.</summary>
    public static ComponentType<IBackupStorage, TableStorageOptions> Instance { get; } = new(
        "Table",
        "table",
        (reader, options) => reader.FilePath(nameof(options.File), value => options.File = value),
        (options, scope) => scope.Require(nameof(options.File), options.File),
        (name, options, _) => new TableStorage(name, options))
    {
        LeastRights = options =>
        [
            new(AccessRole.Writer, "SQLite file", $"{options.File}: read and write. Who may add a row may delete one, too."),
            new(AccessRole.Pruner, "SQLite file", $"{options.File}: read and write."),
            new(AccessRole.Restorer, "SQLite file", $"{options.File}: read."),
        ],
    };
}
