using System.Text.RegularExpressions;

namespace BackupSh.Configuration;

/// <summary>Replaces <c>${NAME}</c> and <c>file:PATH</c> in values that are not secrets.</summary>
internal static partial class ValueReferences
{
    private const string FilePrefix = "file:";

    /// <summary>Returns the path of <c>file:PATH</c>, for options that are paths; any other text as it is.</summary>
    internal static string WithoutFilePrefix(string text) =>
        text.StartsWith(FilePrefix, StringComparison.Ordinal) ? text[FilePrefix.Length..] : text;

    internal static string Expand(string text, string? baseDirectory)
    {
        if (text.StartsWith(FilePrefix, StringComparison.Ordinal) && text.Length > FilePrefix.Length)
        {
            return Secret.Parse(text, baseDirectory).Reveal();
        }

        return Variable().Replace(text, match => Secret.FromEnvironment(match.Groups[1].Value).Reveal());
    }

    [GeneratedRegex(@"\$\{([A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
