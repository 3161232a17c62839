using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace BackupSh.Cli.Commands;

/// <summary>An option that takes a number from 1.</summary>
internal static class CountOption
{
    internal static Option<int?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = Parse,
    };

    private static int? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0)
        {
            return count;
        }

        result.AddError($"'{text}' is no number from 1.");
        return null;
    }
}
