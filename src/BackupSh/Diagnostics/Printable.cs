using System.Globalization;
using System.Text;

namespace BackupSh.Diagnostics;

/// <summary>Makes foreign names and messages fit for logs and terminals: they may hold line breaks and escape sequences.</summary>
internal static class Printable
{
    /// <summary>Writes what has no shape of its own as <c>\uXXXX</c>, or <c>\UXXXXXXXX</c> beyond <c>U+FFFF</c>.</summary>
    internal static string Of(string text)
    {
        StringBuilder printable = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            printable.Append(IsHidden(rune) ? Escape(rune) : rune.ToString());
        }

        return printable.ToString();
    }

    // Format characters turn the direction of text, so that a name reads as another one.
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Escape(Rune rune) => rune.IsBmp ? $"\\u{rune.Value:X4}" : $"\\U{rune.Value:X8}";
}
