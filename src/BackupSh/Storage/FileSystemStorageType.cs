using BackupSh.Configuration;
using BackupSh.Shared;

namespace BackupSh.Storage;

/// <summary>What <c>"Type": "FileSystem"</c> names in a configuration.</summary>
internal static class FileSystemStorageType
{
    /// <summary>What info files call this kind of storage.</summary>
    internal const string InfoName = "local";

    // Less would risk a live upload on a file system that forwards no locks between machines.
    internal static readonly TimeSpan MinimumStaleTemporaryAge = TimeSpan.FromHours(1);

    internal static readonly ComponentType<IBackupStorage, FileSystemStorageOptions> Instance =
        new("FileSystem", InfoName, Read, Validate, (name, options, _) => new FileSystemStorage(name, options))
        {
            LeastRights = FileSystemRights.Of,
        };

    private static void Read(OptionsReader reader, FileSystemStorageOptions options)
    {
        reader.FilePath(nameof(options.Directory), value => options.Directory = value);
        reader.Boolean(nameof(options.CreateDirectory), value => options.CreateDirectory = value);
        reader.Boolean(nameof(options.RequireMount), value => options.RequireMount = value);
        reader.Duration(nameof(options.StaleTemporaryAge), value => options.StaleTemporaryAge = value);
        reader.Boolean(nameof(options.ReadBack), value => options.ReadBack = value);
    }

    private static void Validate(FileSystemStorageOptions options, OptionsScope scope)
    {
        if (scope.Require(nameof(options.Directory), options.Directory) && options.Directory.Contains('\0', StringComparison.Ordinal))
        {
            scope.Fault(nameof(options.Directory), ErrorTexts.Error("BSH0231"));
        }

        if (options.StaleTemporaryAge < MinimumStaleTemporaryAge)
        {
            scope.Fault(
                nameof(options.StaleTemporaryAge), ErrorTexts.Error("BSH0230", options.StaleTemporaryAge, MinimumStaleTemporaryAge));
        }
    }
}
