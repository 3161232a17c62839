using System.Text.RegularExpressions;

namespace BackupSh.Configuration;

/// <summary>Replaces <c>${NAME}</c> and <c>file:PATH</c> in values that are not secrets.</summary>
internal static partial class ValueReferences
{
    internal static string Expand(string text, string? baseDirectory)
    {
        if (text.StartsWith("file:", StringComparison.Ordinal) && text.Length > 5)
        {
            return Secret.Parse(text, baseDirectory).Reveal();
        }

        return Variable().Replace(text, match => Secret.FromEnvironment(match.Groups[1].Value).Reveal());
    }

    [GeneratedRegex(@"\$\{([A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
