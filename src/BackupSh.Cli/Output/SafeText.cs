using System.Globalization;
using System.Text;

namespace BackupSh.Cli.Output;

/// <summary>Makes text fit for a terminal: names from a storage may hold line breaks and escape sequences.</summary>
internal static class SafeText
{
    /// <summary>Returns the text on one line; what cannot be seen is written as <c>\u001B</c>.</summary>
    internal static string Of(string text)
    {
        StringBuilder safe = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            safe.Append(IsSafe(rune) ? rune.ToString() : $"\\u{rune.Value:X4}");
        }

        return safe.ToString();
    }

    // Format characters among them: a right-to-left override shows a name that is not there.
    private static bool IsSafe(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
