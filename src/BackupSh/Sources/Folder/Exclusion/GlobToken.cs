using System.Text;

namespace BackupSh.Sources.Folder.Exclusion;

/// <summary>One step of a pattern: a character, any character, a set of them, or any number of any.</summary>
/// <param name="ranges">The characters, as pairs of the first and the last.</param>
/// <param name="isNegated">Whether it stands for all others.</param>
internal sealed class GlobToken(IReadOnlyList<(int First, int Last)> ranges, bool isNegated)
{
    internal static readonly GlobToken AnyCharacter = new([], isNegated: true);

    internal static readonly GlobToken AnyText = new([], isNegated: true);

    internal static GlobToken Character(int value) => new([(value, value)], isNegated: false);

    /// <summary>Tells whether a character is meant; a byte that is no UTF-8 is a negative number.</summary>
    internal bool Matches(int value, bool ignoreCase) => IsIn(value, ignoreCase) != isNegated;

    private bool IsIn(int value, bool ignoreCase)
    {
        if (!ignoreCase || !Rune.IsValid(value))
        {
            return IsIn(value);
        }

        Rune rune = new(value);
        return IsIn(value) || IsIn(Rune.ToLowerInvariant(rune).Value) || IsIn(Rune.ToUpperInvariant(rune).Value);
    }

    private bool IsIn(int value)
    {
        foreach ((int first, int last) in ranges)
        {
            if (value >= first && value <= last)
            {
                return true;
            }
        }

        return false;
    }
}
