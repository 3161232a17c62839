using BackupSh.Shared;
using BackupSh.Sources.Folder.Trees;

namespace BackupSh.Sources.Folder;

/// <summary>Gives folders other names in the same place.</summary>
internal static class FolderMove
{
    /// <summary>Moves a folder to a name that is free, and makes that durable.</summary>
    /// <returns><see langword="false"/> if the name is taken.</returns>
    internal static bool TryMove(string folder, string name)
    {
        bool? moved = OperatingSystem.IsLinux() ? AtomicFile.TryRename(folder, name) : null;
        if (moved is null)
        {
            if (PortablePath.IsTaken(name))
            {
                return false;
            }

            Directory.Move(folder, name); // a folder is never moved over anything but an empty folder
            moved = true;
        }

        AtomicFile.FlushDirectory(Path.GetDirectoryName(name)!);
        return moved.Value;
    }

    internal static void Move(string folder, string name)
    {
        if (!TryMove(folder, name))
        {
            throw new IOException($"'{name}' exists already.", LinuxError.Exists);
        }
    }
}
