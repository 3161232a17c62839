using BackupSh.Shared;

namespace BackupSh.Catalog;

/// <summary>Why an info file or a pin cannot be read.</summary>
/// <param name="Error">The code, the message and the hint.</param>
/// <param name="Line">The line, from 1. For something missing, the line where it should have been looked for.</param>
/// <param name="Key">The key, or <see langword="null"/> if the fault is not a key's.</param>
/// <param name="Expectation">What is expected there, in words that stand before "is expected".</param>
/// <param name="Found">What stands there, escaped to ASCII and cut to <see cref="MaximumFoundLength"/> characters;
/// <see langword="null"/> if nothing does.</param>
public sealed record BackupInfoFault(BackupShError Error, int Line, string? Key, string Expectation, string? Found)
{
    /// <summary>The most characters of the file that a fault repeats.</summary>
    public const int MaximumFoundLength = 80;

    private const string Ellipsis = "...";

    /// <summary>Returns the error in one line.</summary>
    /// <returns><c>"BSH0020: line 7, key 'backup_size': … is expected, found '…'. hint"</c>.</returns>
    public override string ToString() => Error.ToString();

    internal static BackupInfoFault Create(string code, int line, string? key, string expectation, string? found)
    {
        string? shown = found is null ? null : Show(found);
        string place = key is null ? $"line {line}" : $"line {line}, key '{Show(key)}'";
        string seen = shown is null ? "nothing" : $"'{shown}'";
        return new BackupInfoFault(ErrorTexts.Error(code, place, expectation, seen), line, key, expectation, shown);
    }

    private static string Show(string text)
    {
        // An escape is six characters: what lies beyond can never be shown.
        string escaped = IniText.Normalize(text.Length > MaximumFoundLength ? text[..(MaximumFoundLength + 1)] : text);
        return escaped.Length > MaximumFoundLength ? escaped[..(MaximumFoundLength - Ellipsis.Length)] + Ellipsis : escaped;
    }
}
