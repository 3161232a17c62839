using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace BackupSh.Cli.Commands;

/// <summary>An option that takes a duration: <c>90s</c>, <c>30m</c>, <c>1h</c>, <c>7d</c>.</summary>
internal static class DurationOption
{
    private static readonly (string Unit, TimeSpan Time)[] Units =
    [
        ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)),
    ];

    internal static Option<TimeSpan> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        Required = true,
        CustomParser = Parse,
    };

    private static TimeSpan Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        foreach ((string unit, TimeSpan time) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && int.TryParse(text[..^unit.Length], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                && count > 0)
            {
                return time * count;
            }
        }

        result.AddError($"'{text}' is no duration. Write for example 90s, 30m, 1h or 7d.");
        return default;
    }
}
