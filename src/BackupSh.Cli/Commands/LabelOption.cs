using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace BackupSh.Cli.Commands;

/// <summary><c>--label KEY=VALUE</c>.</summary>
internal static partial class LabelOption
{
    // Source: the rule for labels in a job's configuration (BackupJobOptions.Labels).
    private const int MaximumKeyLength = 63;
    private const int MaximumValueLength = 256;
    private const string Name = "--label";
    private const string Form = "KEY=VALUE";

    /// <summary>Makes the option with one label.</summary>
    internal static Option<KeyValuePair<string, string>?> CreateOne(string description) => new(Name)
    {
        Description = description,
        HelpName = Form,
        CustomParser = result => Parse(result, result.Tokens[0].Value),
    };

    /// <summary>Makes the option with any number of labels; keys are compared without regard to case.</summary>
    internal static Option<Dictionary<string, string>> CreateMany(string description) => new(Name)
    {
        Description = description,
        HelpName = Form,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = ParseMany,
    };

    private static Dictionary<string, string> ParseMany(ArgumentResult result)
    {
        Dictionary<string, string> labels = new(StringComparer.OrdinalIgnoreCase);
        foreach (Token token in result.Tokens)
        {
            if (Parse(result, token.Value) is { } label && !labels.TryAdd(label.Key, label.Value))
            {
                result.AddError($"The label '{label.Key}' is given twice.");
            }
        }

        return labels;
    }

    private static KeyValuePair<string, string>? Parse(ArgumentResult result, string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string key = equals < 0 ? text : text[..equals];
        string value = equals < 0 ? "" : text[(equals + 1)..];
        bool goodKey = equals >= 0 && key.Length <= MaximumKeyLength && Key().IsMatch(key);
        if (goodKey && value.Length <= MaximumValueLength && !value.Any(char.IsControl))
        {
            return new KeyValuePair<string, string>(key, value);
        }

        result.AddError(
            $"'{text}' is no label. Write {Form}: a key of 1 to {MaximumKeyLength} of A-Z a-z 0-9 _ . -, the first a letter or a digit; "
            + $"a value of at most {MaximumValueLength} characters without control characters.");
        return null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
