using BackupSh.Configuration;

namespace BackupSh.Sources.Folder;

/// <summary>Reads the options from a configuration.</summary>
internal static class FolderSourceOptionsReading
{
    internal static void Read(OptionsReader reader, FolderSourceOptions options)
    {
        reader.FilePath(nameof(options.Directory), path => options.Directory = path);
        reader.Text(nameof(options.Database), text => options.Database = text);
        reader.TextList(nameof(options.Exclude), patterns => options.Exclude = [.. patterns]);
        reader.Text(nameof(options.ExcludeMarker), text => options.ExcludeMarker = text);
        reader.Boolean(nameof(options.OneFileSystem), value => options.OneFileSystem = value);
        reader.Boolean(nameof(options.RestoreOwners), value => options.RestoreOwners = value);
        reader.Boolean(nameof(options.RestoreDevices), value => options.RestoreDevices = value);
        reader.Boolean(nameof(options.RestoreSetUserIdBits), value => options.RestoreSetUserIdBits = value);
    }
}
