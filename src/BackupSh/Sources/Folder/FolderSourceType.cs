using BackupSh.Configuration;

namespace BackupSh.Sources.Folder;

/// <summary>What <c>"Type": "Folder"</c> names in a configuration.</summary>
internal static class FolderSourceType
{
    internal static readonly ComponentType<IBackupSource, FolderSourceOptions> Instance = new(
        "Folder",
        FolderSource.Kind,
        FolderSourceOptionsReading.Read,
        FolderSourceOptionsValidator.Validate,
        FolderSource.Create);
}
