using System.Globalization;
using BackupSh.Shared;
using BackupSh.Sources.Folder.Trees;

namespace BackupSh.Sources.Folder;

/// <summary>Puts a restored folder in the place of another, which is kept beside it.</summary>
/// <remarks>The new folder first takes the name that the old one shall have, then the two exchange their names in one step:
/// there is a whole folder under the target's name all the time, and no step is left that could fail.</remarks>
internal static class FolderReplacement
{
    /// <returns>Where the old folder stands now.</returns>
    /// <exception cref="IOException">A name could not be changed. The old folder stands where it was, the new one under its
    /// staged name; or, if only their durability is in doubt, both stand where they shall.</exception>
    internal static string Run(string staged, string target, DateTimeOffset time)
    {
        string previous = FreeName(target, time);
        FolderMove.Move(staged, previous);
        NodeIdentity? old = LinuxFile.IsSupported ? LinuxFile.TryStat(target)?.Identity : null;
        try
        {
            if (AtomicFile.TryExchange(previous, target))
            {
                return previous;
            }
        }
        catch (IOException) when (old is not null && LinuxFile.TryStat(target)?.Identity == old)
        {
            FolderMove.Move(previous, staged);
            throw;
        }

        FolderMove.Move(previous, staged);
        return MoveBoth(staged, target, previous);
    }

    /// <summary>For file systems without an exchange: for a moment there is no target, and the old one is whole beside it.</summary>
    private static string MoveBoth(string staged, string target, string previous)
    {
        FolderMove.Move(target, previous);
        try
        {
            FolderMove.Move(staged, target);
            return previous;
        }
        catch
        {
            FolderMove.Move(previous, target);
            throw;
        }
    }

    private static string FreeName(string target, DateTimeOffset time)
    {
        string stem = $"{target}_before_{time.UtcDateTime.ToString("yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture)}";
        string name = stem;
        for (int number = 2; PortablePath.IsTaken(name); number++)
        {
            name = $"{stem}_{number}";
        }

        return name;
    }
}
