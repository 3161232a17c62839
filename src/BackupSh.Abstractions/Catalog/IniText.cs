using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace BackupSh.Catalog;

/// <summary>The spelling of keys and values: printable ASCII, and <c>\uXXXX</c> for every other UTF-16 code unit.</summary>
/// <remarks><c>\u</c> with four hexadecimal digits is the only escape: any other backslash stands for itself, so that
/// what the Awkhad modules wrote raw reads as it was meant.</remarks>
internal static class IniText
{
    private const int EscapeLength = 6;

    /// <summary>Spells a value so that <see cref="Unescape"/> returns it, and any INI parser leaves it alone.</summary>
    internal static string Escape(string value) => Spell(value, static (c, isEdge) => c == '\\' || MustEscape(c, isEdge));

    /// <summary>Spells a value whose escapes stand already: what may not be written is escaped, backslashes stay.</summary>
    internal static string Normalize(string spelled) => Spell(spelled, MustEscape);

    /// <summary>Spells a part of a key: parsers fold the case of keys, so upper-case letters are escaped too.</summary>
    internal static string EscapeKey(string part) =>
        Spell(part, static (c, _) => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('_' or '.' or '-'));

    /// <summary>Spells a word of a list whose words are separated by spaces.</summary>
    internal static string EscapeWord(string word) => Spell(word, static (c, _) => c is '\\' or ' ' || MustEscape(c, isEdge: false));

    internal static string Unescape(string spelled)
    {
        int next = spelled.IndexOf('\\', StringComparison.Ordinal);
        if (next < 0)
        {
            return spelled;
        }

        StringBuilder value = new(spelled.Length);
        for (int i = 0; i < spelled.Length; i++)
        {
            if (TryReadEscape(spelled.AsSpan(i), out char unit))
            {
                value.Append(unit);
                i += EscapeLength - 1;
            }
            else
            {
                value.Append(spelled[i]);
            }
        }

        return value.ToString();
    }

    internal static bool IsPrintableAscii(char c) => c is >= ' ' and <= '~';

    private static bool TryReadEscape(ReadOnlySpan<char> text, out char unit)
    {
        unit = default;
        if (text.Length < EscapeLength || text[0] != '\\' || text[1] != 'u'
            || !ushort.TryParse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            return false;
        }

        unit = (char)code;
        return true;
    }

    // Spaces at the ends are trimmed by every parser, and Python's interpolates '%'.
    private static bool MustEscape(char c, bool isEdge) => !IsPrintableAscii(c) || c == '%' || (isEdge && c == ' ');

    private static string Spell(string text, Func<char, bool, bool> mustEscape)
    {
        Debug.Assert(text is not null, "The model has no null texts.");
        StringBuilder spelled = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (mustEscape(c, i == 0 || i == text.Length - 1))
            {
                spelled.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                spelled.Append(c);
            }
        }

        return spelled.ToString();
    }
}
