using System.Security.Cryptography;
using System.Text.RegularExpressions;
using BackupSh.Shared;

namespace BackupSh.Storage;

/// <summary>The names of files that are not published yet, and what becomes of those that nobody will publish.</summary>
internal static partial class TemporaryFiles
{
    private const int MaximumRunIdLength = 64;

    /// <summary>Makes a name that no object can have: objects do not start with a dot.</summary>
    /// <returns><c>.backupsh-{runId}-{16 hex digits}.tmp</c>; characters that a file name may not hold are replaced.</returns>
    internal static string NewName(string runId)
    {
        string safe = Unsafe().Replace(runId, "_");
        string random = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        return $".backupsh-{safe[..Math.Min(safe.Length, MaximumRunIdLength)]}-{random}.tmp";
    }

    internal static bool IsOurs(string name) => Ours().IsMatch(name);

    /// <summary>Deletes what dead processes have left. Never throws: the next upload tries again.</summary>
    /// <param name="directory">Where to look.</param>
    /// <param name="age">How long ago the last write must be.</param>
    /// <param name="now">The time that the file system gave to a new file: its clock, not ours, wrote the other times too.</param>
    internal static void Sweep(string directory, TimeSpan age, DateTimeOffset now)
    {
        try
        {
            foreach (string path in Directory.EnumerateFiles(directory, ".backupsh-*.tmp"))
            {
                if (IsOurs(Path.GetFileName(path)) && FileFacts.Of(path) is { } facts && now - facts.LastModified > age)
                {
                    TryDelete(path);
                }
            }
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
        {
            // A leftover costs room and nothing else: no reason to fail an upload.
        }
    }

    /// <summary>Deletes the file of a failed upload. Never throws: <see cref="Sweep"/> will find it.</summary>
    internal static void Abandon(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
        {
            // The upload has failed already, and its own error says more than this one.
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            _ = AtomicFile.TryDeleteAbandoned(path);
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
        {
            // Somebody writes it still, or it is not ours to delete: it stays.
        }
    }

    [GeneratedRegex("[^A-Za-z0-9_.=]", RegexOptions.CultureInvariant)]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"^\.backupsh-[A-Za-z0-9_.=]{0,64}-[0-9a-f]{16}\.tmp\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ours();
}
