using System.Text;
using BackupSh.Rotation;

namespace BackupSh.Cli.Setup;

/// <summary>Reads answers, and says at once what is wrong with them.</summary>
/// <param name="workingDirectory">What relative paths count from.</param>
/// <param name="home">What a leading <c>~</c> stands for, or null.</param>
internal sealed class AnswerRules(string workingDirectory, string? home)
{
    // Source: https://www.sqlite.org/fileformat2.html section 1.2.
    private static readonly byte[] SqliteMagic = Encoding.ASCII.GetBytes("SQLite format 3\0");

    internal static Answer<T> ReadWord<T>(string text)
        where T : struct, Enum =>
        Array.Find(Enum.GetNames<T>(), name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } word
            ? Answer<T>.Of(Enum.Parse<T>(word))
            : Answer<T>.Wrong($"'{text}' is none of: {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");

    internal static Answer<RotationRule> ReadRule(string text) =>
        RotationRule.TryParse(text, out RotationRule rule)
            ? Answer<RotationRule>.Of(rule)
            : Answer<RotationRule>.Wrong($"'{text}' is no number of backups: write a number from 1, unlimited or disabled.");

    internal Answer<string> ReadSource(string text, SourceKind kind)
    {
        string path = FullPath(text);
        return text.Length == 0 ? Answer<string>.Wrong("Write a path.")
            : kind == SourceKind.Folder ? ReadFolder(path)
            : Directory.Exists(path) ? Answer<string>.Wrong($"'{path}' is a folder; a SQLite database is a file.")
            : !File.Exists(path) ? Answer<string>.Wrong($"'{path}' does not exist.")
            : ReadDatabase(path);
    }

    internal Answer<string> ReadStorage(string text, SourceKind kind, string source)
    {
        string path = FullPath(text);
        return File.Exists(path) ? Answer<string>.Wrong($"'{path}' is a file; backups need a folder.")
            : !Directory.Exists(Path.GetDirectoryName(path) ?? path) ? Answer<string>.Wrong($"The folder that '{path}' would be made in does not exist.")
            : kind == SourceKind.Folder && IsWithin(path, source) ? Answer<string>.Wrong($"'{path}' lies in the folder that is backed up, which would grow with each backup.")
            : Answer<string>.Of(path);
    }

    /// <summary>Reads the path of a file that is to be made; an empty answer is none.</summary>
    internal Answer<string> ReadNewFile(string text)
    {
        string path = text.Length == 0 ? "" : FullPath(text);
        return path.Length == 0 ? Answer<string>.Of("")
            : File.Exists(path) || Directory.Exists(path) ? Answer<string>.Wrong($"'{path}' exists already; nothing is overwritten.")
            : !Directory.Exists(Path.GetDirectoryName(path)) ? Answer<string>.Wrong($"The folder of '{path}' does not exist.")
            : Answer<string>.Of(path);
    }

    private static Answer<string> ReadFolder(string path) =>
        Directory.Exists(path) ? Answer<string>.Of(path)
        : Answer<string>.Wrong(File.Exists(path) ? $"'{path}' is a file, not a folder." : $"'{path}' does not exist.");

    private static Answer<string> ReadDatabase(string path)
    {
        try
        {
            byte[] start = new byte[SqliteMagic.Length];
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.AsSpan().SequenceEqual(SqliteMagic)
                ? Answer<string>.Of(path)
                : Answer<string>.Wrong($"'{path}' is no SQLite database, or it is encrypted.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Answer<string>.Wrong($"'{path}' cannot be read: {exception.Message}");
        }
    }

    private static bool IsWithin(string path, string folder) =>
        (path + Path.DirectorySeparatorChar).StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // A shell replaces the tilde in an option, nobody does in an answer.
    private string FullPath(string text) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(
            home is not null && (text == "~" || text.StartsWith("~/", StringComparison.Ordinal)) ? home + text[1..] : text, workingDirectory));
}
