using System.CommandLine;

namespace BackupSh.Cli.Setup;

/// <summary>A question of <c>init</c>, with the option that answers it beforehand.</summary>
/// <param name="Option">For example <c>--storage</c>.</param>
/// <param name="Words">What a person is asked, without the default.</param>
/// <param name="Default">The answer that is suggested, or null if there is none.</param>
internal sealed record Question(Option<string?> Option, string Words, string? Default)
{
    internal static Question Create(string option, string helpName, string words, string? suggestion) =>
        new(
            new Option<string?>(option)
            {
                Description = words + (suggestion is null ? "" : $" Default: {suggestion}."),
                HelpName = helpName,
            },
            words,
            suggestion);
}
