using System.Text;
using BackupSh.Sources;

namespace BackupSh.Conformance.SourceChecks;

/// <summary>What a source says of itself.</summary>
internal static class DescribeChecks
{
    // Source: SourceDescription.
    private const int MostDatabaseBytes = 200;

    internal static IEnumerable<SourceCheck> All =>
    [
        new("description-obeys-the-grammar", "Kind, database and extension obey the grammar of SourceDescription.", ObeysAsync),
        new("description-restores-by-hand", "The restore command is ASCII and follows the content as a redirection or a pipe.", RestoresByHandAsync),
        new("description-stays-the-same", "Two descriptions of one source are equal: a series keeps its name.", StaysTheSameAsync),
    ];

    private static Task ObeysAsync(SourceScratch scratch)
    {
        SourceDescription description = scratch.Source.Describe();
        Expect.True(
            description.Kind.Length > 0 && description.Kind.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'),
            $"Expected the kind to be lower-case letters, digits and hyphens, found '{description.Kind}'.");
        Expect.True(
            Encoding.UTF8.GetByteCount(description.Database) is >= 1 and <= MostDatabaseBytes,
            $"Expected the database's name to have 1 to {MostDatabaseBytes} bytes, found '{description.Database}'.");
        Expect.True(
            description.Extension.Length > 0 && description.Extension[0] != '.' && description.Extension.All(c => char.IsAsciiLetterOrDigit(c) || c == '.'),
            $"Expected the extension to be letters and digits without a leading dot, found '{description.Extension}'.");
        Expect.True(description.SizeHintBytes is null or >= 0, $"Expected no negative size hint, found {description.SizeHintBytes}.");
        return Task.CompletedTask;
    }

    private static Task RestoresByHandAsync(SourceScratch scratch)
    {
        string command = scratch.Source.Describe().RestoreCommand;
        Expect.True(
            Ascii.IsValid(command) && command.Length > 2 && command[0] is '>' or '|' && !command.Contains('\n', StringComparison.Ordinal),
            $"Expected the restore command to be one line of ASCII that starts with > or |, found '{command}'.");
        return Task.CompletedTask;
    }

    private static Task StaysTheSameAsync(SourceScratch scratch)
    {
        Expect.Equal(scratch.Source.Describe(), scratch.Source.Describe(), "a second description");
        return Task.CompletedTask;
    }
}
