using System.Text;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>A word, a sign or a text in quotes of a search.</summary>
/// <param name="Text">What it says; without its quotes and escapes.</param>
/// <param name="IsQuoted">Whether it stood in quotes, and so is a value.</param>
internal readonly record struct DriveQueryToken(string Text, bool IsQuoted)
{
    internal bool IsWord(string word) => !IsQuoted && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    internal static List<DriveQueryToken> Split(string query)
    {
        List<DriveQueryToken> tokens = [];
        int position = 0;
        while (position < query.Length)
        {
            char c = query[position];
            if (char.IsWhiteSpace(c))
            {
                position++;
            }
            else if (c is '\'' or '"')
            {
                tokens.Add(Quoted(query, ref position));
            }
            else
            {
                tokens.Add(new DriveQueryToken(Bare(query, ref position), IsQuoted: false));
            }
        }

        return tokens;
    }

    // Source: the guide "Search query terms and operators": a quote and a backslash are escaped with a backslash.
    private static DriveQueryToken Quoted(string query, ref int position)
    {
        char quote = query[position++];
        StringBuilder text = new();
        while (position < query.Length && query[position] != quote)
        {
            if (query[position] == '\\' && ++position == query.Length)
            {
                break;
            }

            text.Append(query[position++]);
        }

        if (position >= query.Length)
        {
            throw DriveFault.Invalid("q");
        }

        position++;
        return new DriveQueryToken(text.ToString(), IsQuoted: true);
    }

    private static string Bare(string query, ref int position)
    {
        int start = position;
        if (query[position] is '<' or '>' or '!' or '=')
        {
            position += position + 1 < query.Length && query[position + 1] == '=' ? 2 : 1;
        }
        else if (char.IsLetterOrDigit(query[position]))
        {
            while (position < query.Length && char.IsLetterOrDigit(query[position]))
            {
                position++;
            }
        }
        else
        {
            position++;
        }

        return query[start..position];
    }
}
