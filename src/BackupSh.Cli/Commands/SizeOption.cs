using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace BackupSh.Cli.Commands;

/// <summary>An option that takes a size in bytes: <c>1000000</c>, <c>250MiB</c>, <c>1.5GiB</c>.</summary>
internal static class SizeOption
{
    private static readonly string[] Units = ["", "KiB", "MiB", "GiB", "TiB"];

    internal static Option<long?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SIZE",
        CustomParser = Parse,
    };

    private static long? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        int unit = Array.FindLastIndex(Units, unit => text.EndsWith(unit, StringComparison.OrdinalIgnoreCase));
        string number = text[..^Units[unit].Length].Trim();
        if (decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) && value > 0 && value < long.MaxValue / (1L << (10 * unit)))
        {
            return (long)(value * (1L << (10 * unit)));
        }

        result.AddError($"'{text}' is no size. Write for example 1000000, 250MiB or 1.5GiB.");
        return null;
    }
}
