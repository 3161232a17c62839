using System.CommandLine;

namespace BackupSh.Cli.Commands;

/// <summary>An option that takes a short text which is stored.</summary>
internal static class TextOption
{
    // Source: the same as for a label's value; a pin's line holds it even if every character must be escaped.
    private const int MaximumLength = 256;

    internal static Option<string> Create(string name, string form, string description)
    {
        Option<string> option = new(name) { Description = description, HelpName = form };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ } token] && (token.Value.Length > MaximumLength || token.Value.Any(char.IsControl)))
            {
                result.AddError($"'{name}' takes at most {MaximumLength} characters, and no control characters.");
            }
        });
        return option;
    }
}
