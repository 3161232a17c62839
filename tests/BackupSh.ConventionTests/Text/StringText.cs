namespace BackupSh.ConventionTests.Text;

/// <summary>Finds the ends of C#'s string literals: regular, verbatim, raw, and interpolated ones with code inside.</summary>
internal static class StringText
{
    /// <summary>Returns where the literal that starts here ends, or <paramref name="start"/> if none starts here.</summary>
    public static int End(string source, int start)
    {
        int at = start;
        while (at < source.Length && source[at] is '$' or '@')
        {
            at++;
        }

        if (at >= source.Length || source[at] != '"')
        {
            return start;
        }

        bool verbatim = source.AsSpan(start, at - start).Contains('@');
        bool interpolated = source.AsSpan(start, at - start).Contains('$');
        int quotes = source.AsSpan(at).IndexOfAnyExcept('"');
        return quotes >= 3 && !verbatim ? AfterRaw(source, at, quotes) : Quoted(source, at + 1, verbatim, interpolated);
    }

    private static int AfterRaw(string source, int at, int quotes)
    {
        int end = source.IndexOf(new string('"', quotes), at + quotes, StringComparison.Ordinal);
        return end < 0 ? source.Length : end + quotes;
    }

    private static int Quoted(string source, int at, bool verbatim, bool interpolated)
    {
        while (at < source.Length)
        {
            char c = source[at];
            char next = at + 1 < source.Length ? source[at + 1] : '\0';
            bool pair = (c == '\\' && !verbatim) || (c == '"' && next == '"' && verbatim) || (interpolated && c is '{' or '}' && next == c);
            if (pair)
            {
                at += 2;
            }
            else if (c == '"')
            {
                return at + 1;
            }
            else
            {
                at = interpolated && c == '{' ? AfterHole(source, at + 1) : at + 1;
            }
        }

        return at;
    }

    private static int AfterHole(string source, int at)
    {
        for (int depth = 1; at < source.Length;)
        {
            char c = source[at];
            int end = c is '"' or '$' or '@' ? End(source, at) : at;
            if (end > at)
            {
                at = end;
                continue;
            }

            at = c == '\'' && at + 2 < source.Length ? source.IndexOf('\'', source[at + 1] == '\\' ? at + 3 : at + 1) + 1 : at + 1;
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        return at;
    }
}
