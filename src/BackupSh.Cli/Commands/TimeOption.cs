using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using BackupSh.Catalog;

namespace BackupSh.Cli.Commands;

/// <summary>An option that takes a moment.</summary>
internal static class TimeOption
{
    // What ISO 8601 allows and people write, and the form of the times in backups' names.
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", BackupName.TimeFormat,
    ];

    internal static Option<DateTimeOffset?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = Parse,
    };

    private static DateTimeOffset? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal;
        if (DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, styles, out DateTimeOffset time))
        {
            return time;
        }

        result.AddError(
            $"'{text}' is no time. Write for example 2026-11-24, 2026-11-24T03:00:00Z or 2026-11-24T04:00+01:00; "
            + "without an offset it is UTC.");
        return null;
    }
}
