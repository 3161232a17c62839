using BackupSh.Shared;
using BackupSh.Sources.Folder.Trees;

namespace BackupSh.Sources.Folder;

/// <summary>Gives folders other names in the same place.</summary>
internal static class FolderMove
{
    /// <summary>Moves a folder to a name that is free, and makes that durable.</summary>
    /// <returns><see langword="false"/> if the name is taken.</returns>
    /// <exception cref="IOException">Not moved, or not provably durable: it has its old name then.</exception>
    internal static bool TryMove(string folder, string name)
    {
        if (!TryRename(folder, name))
        {
            return false;
        }

        try
        {
            AtomicFile.FlushDirectory(Path.GetDirectoryName(name)!);
            return true;
        }
        catch
        {
            _ = TryRename(name, folder);
            throw;
        }
    }

    internal static void Move(string folder, string name)
    {
        if (!TryMove(folder, name))
        {
            throw new IOException($"'{name}' exists already.", LinuxError.Exists);
        }
    }

    private static bool TryRename(string folder, string name)
    {
        if (OperatingSystem.IsLinux() && AtomicFile.TryRename(folder, name) is { } renamed)
        {
            return renamed;
        }

        if (PortablePath.IsTaken(name))
        {
            return false;
        }

        Directory.Move(folder, name); // a folder is never moved over anything but an empty folder
        return true;
    }
}
