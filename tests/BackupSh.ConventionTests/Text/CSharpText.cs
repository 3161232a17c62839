namespace BackupSh.ConventionTests.Text;

/// <summary>C# code with its comments, texts and directives blanked out, so that braces and words can be counted.</summary>
/// <remarks>Every character keeps its place and line: blanks replace what is taken out.</remarks>
internal static class CSharpText
{
    public static string CodeOnly(string source)
    {
        char[] code = source.ToCharArray();
        bool lineIsEmpty = true;
        for (int at = 0; at < source.Length;)
        {
            char c = source[at];
            int end = c switch
            {
                '/' when Next(source, at) is '/' => EndOfLine(source, at),
                '/' when Next(source, at) is '*' => After(source, "*/", at + 2),
                '#' when lineIsEmpty => EndOfLine(source, at),
                '\'' => AfterCharacter(source, at),
                '"' or '$' or '@' => StringText.End(source, at),
                _ => at,
            };
            if (end > at)
            {
                Blank(code, at, end);
                at = end;
                lineIsEmpty = false;
                continue;
            }

            lineIsEmpty = c == '\n' || (lineIsEmpty && char.IsWhiteSpace(c));
            at++;
        }

        return new string(code);
    }

    private static char Next(string source, int at) => at + 1 < source.Length ? source[at + 1] : '\0';

    private static int EndOfLine(string source, int at)
    {
        int end = source.IndexOf('\n', at);
        return end < 0 ? source.Length : end;
    }

    private static int After(string source, string mark, int at)
    {
        int end = source.IndexOf(mark, at, StringComparison.Ordinal);
        return end < 0 ? source.Length : end + mark.Length;
    }

    private static int AfterCharacter(string source, int at)
    {
        int end = Next(source, at) == '\\' ? at + 3 : at + 1;
        return After(source, "'", end);
    }

    private static void Blank(char[] code, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            if (code[i] != '\n')
            {
                code[i] = ' ';
            }
        }
    }
}
