using System.Buffers;
using System.Text;

namespace BackupSh.Sources.Folder.Exclusion;

/// <summary>The part of a pattern that one name is compared with: what stands between two slashes.</summary>
internal sealed class GlobName(IReadOnlyList<GlobToken> tokens)
{
    /// <summary>Tells whether a name matches, in time that grows with the product of both lengths at worst.</summary>
    internal bool IsMatch(ReadOnlySpan<byte> name, bool ignoreCase)
    {
        int token = 0;
        int position = 0;

        // Only the last star need be tried again: whatever an earlier one could take, it can take too.
        int star = -1;
        int starEnd = 0;
        while (position < name.Length)
        {
            int value = CharacterAt(name[position..], out int length);
            if (token < tokens.Count && ReferenceEquals(tokens[token], GlobToken.AnyText))
            {
                (star, starEnd) = (token++, position);
            }
            else if (token < tokens.Count && tokens[token].Matches(value, ignoreCase))
            {
                token++;
                position += length;
            }
            else if (star >= 0)
            {
                CharacterAt(name[starEnd..], out length);
                starEnd += length;
                (token, position) = (star + 1, starEnd);
            }
            else
            {
                return false;
            }
        }

        while (token < tokens.Count && ReferenceEquals(tokens[token], GlobToken.AnyText))
        {
            token++;
        }

        return token == tokens.Count;
    }

    // A byte that is no UTF-8 is a character of its own, which no pattern can spell.
    private static int CharacterAt(ReadOnlySpan<byte> name, out int length)
    {
        if (Rune.DecodeFromUtf8(name, out Rune rune, out length) == OperationStatus.Done)
        {
            return rune.Value;
        }

        length = 1;
        return -1;
    }
}
