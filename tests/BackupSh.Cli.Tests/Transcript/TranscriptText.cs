using System.Text.RegularExpressions;

namespace BackupSh.Cli.Tests.Transcript;

/// <summary>Makes two runs of one page comparable: without times, durations, sizes, ids and versions.</summary>
internal static partial class TranscriptText
{
    internal static string Normalise(string output)
    {
        string text = Commit().Replace(output, "");
        text = Time().Replace(text, "TIME");
        text = Day().Replace(text, "DATE");
        text = Year().Replace(text, "YEAR");
        text = Duration().Replace(text, "N s");
        text = Size().Replace(text, "N bytes");
        text = Id().Replace(text, "ID");
        text = Version().Replace(text, "VERSION");

        // Columns are as wide as what stands in them.
        return Gap().Replace(text, "  ");
    }

    /// <summary>Replaces the name of the machine that the page was made on.</summary>
    internal static string HideMachine(string output) => Machine().Replace(output, "web-1");

    /// <summary>Returns what finds a time, also as a backup's name has it.</summary>
    [GeneratedRegex(@"\d{4}-\d\d-\d\d[_T]\d\d[-:]\d\d[-:]\d\dZ?")]
    internal static partial Regex Time();

    [GeneratedRegex(@"(?<=^  host +)\S+", RegexOptions.Multiline)]
    private static partial Regex Machine();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d|\d{4}-\d\d(?= UTC)|\d{4}-W\d\d")]
    private static partial Regex Day();

    [GeneratedRegex(@"(?<=newest of |\d of \w+, )\d{4}(?= UTC)")]
    private static partial Regex Year();

    [GeneratedRegex(@"\d+(\.\d+)? s\b|""durationSeconds"": [0-9.E-]+")]
    private static partial Regex Duration();

    [GeneratedRegex(@"[\d.,]+ (bytes?|[KMGT]iB)( \([\d,]+ bytes\))?|""\w+Bytes"": \d+")]
    private static partial Regex Size();

    // Not every build knows its commit.
    [GeneratedRegex("^commit   [0-9a-f]{40}\n", RegexOptions.Multiline)]
    private static partial Regex Commit();

    [GeneratedRegex("[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}")]
    private static partial Regex Id();

    // Of SQLite, of .NET, and of the system that the page was made on.
    [GeneratedRegex(@"(?<=sqlite )\d+\.\d+\.\d+|(?<=runtime  )\S+ \S+, \w+|(?<=system   ).+|(?<=backupsh )\d+\.\d+\.\d+\S*")]
    private static partial Regex Version();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gap();
}
