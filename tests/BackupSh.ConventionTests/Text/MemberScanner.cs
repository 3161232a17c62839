using System.Text.RegularExpressions;

namespace BackupSh.ConventionTests.Text;

/// <summary>Finds types and members by counting brackets in code that <see cref="CSharpText"/> has cleaned.</summary>
/// <remarks>It knows file-scoped namespaces only: this repository has no others.</remarks>
internal sealed partial class MemberScanner(string code)
{
    private readonly List<Member> _members = [];
    private int _at;

    public static IReadOnlyList<Member> Scan(string source)
    {
        MemberScanner scanner = new(CSharpText.CodeOnly(source));
        scanner.ReadBody(depth: 0);
        return scanner._members;
    }

    private void ReadBody(int depth)
    {
        for (SkipBlanks(); _at < code.Length && code[_at] != '}'; SkipBlanks())
        {
            ReadMember(depth);
        }

        _at++;
    }

    // A member ends with a semicolon, or with the brace that closes its body. Behind "=" or "=>" only a semicolon ends it.
    private void ReadMember(int depth)
    {
        SkipAttributes();
        int start = _at;
        bool assigned = false;
        bool expression = false;
        while (_at < code.Length)
        {
            char c = code[_at];
            if (c == ';')
            {
                _at++;
                break;
            }

            if (c == '{' && !assigned && !expression)
            {
                if (ReadBraces(start, depth))
                {
                    return;
                }

                continue;
            }

            expression |= c == '=' && code[_at + 1] == '>';
            assigned |= c == '=' && !expression && !IsComparison(_at);
            _at = c is '(' or '[' or '{' ? AfterClosing(_at) : _at + 1;
        }

        int headerEnd = start + code[start..Math.Min(_at, code.Length)].IndexOfAny(['=', ';', '{']);
        Add(start, headerEnd, depth, assigned);
    }

    // The names of comparison operators: operator ==, operator <=.
    private bool IsComparison(int at) => code[at + 1] == '=' || code[at - 1] is '=' or '<' or '>' or '!';

    // Returns whether the braces ended the member.
    private bool ReadBraces(int start, int depth)
    {
        string header = code[start.._at];
        int open = _at;
        Match type = TypeName().Match(BeforeParameters(header));
        if (type.Success)
        {
            ReadType(start, open, depth, isEnumeration: type.Groups["keyword"].Value == "enum");
            return true;
        }

        _at = AfterClosing(open);
        int next = _at;
        while (next < code.Length && char.IsWhiteSpace(code[next]))
        {
            next++;
        }

        // An initialized property: { get; } = value;
        if (next < code.Length && code[next] == '=')
        {
            return false;
        }

        Add(start, open, depth, assigned: false);
        return true;
    }

    private void ReadType(int start, int open, int depth, bool isEnumeration)
    {
        int index = _members.Count;
        if (isEnumeration)
        {
            _at = AfterClosing(open);
        }
        else
        {
            _at++;
            ReadBody(depth + 1);
        }

        _members.Insert(index, MakeMember(start, open, depth));
    }

    private void Add(int start, int headerEnd, int depth, bool assigned) =>
        _members.Add(MakeMember(start, headerEnd, depth) with { IsInitializedField = assigned });

    private Member MakeMember(int start, int headerEnd, int depth)
    {
        string header = Blanks().Replace(code[start..Math.Max(start, headerEnd)], " ").Trim();
        return new Member(header, TypeName().Match(BeforeParameters(header)).Groups["name"].Value, depth, LineOf(start), LineOf(_at - 1));
    }

    private int AfterClosing(int open)
    {
        int depth = 0;
        for (int i = open; i < code.Length; i++)
        {
            depth += code[i] is '(' or '[' or '{' ? 1 : code[i] is ')' or ']' or '}' ? -1 : 0;
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return code.Length;
    }

    private void SkipBlanks()
    {
        while (_at < code.Length && char.IsWhiteSpace(code[_at]))
        {
            _at++;
        }
    }

    private void SkipAttributes()
    {
        for (SkipBlanks(); _at < code.Length && code[_at] == '['; SkipBlanks())
        {
            _at = AfterClosing(_at);
        }
    }

    private int LineOf(int position) => code.AsSpan(0, Math.Clamp(position, 0, code.Length)).Count('\n') + 1;

    private static string BeforeParameters(string header)
    {
        int parenthesis = header.IndexOf('(', StringComparison.Ordinal);
        return parenthesis < 0 ? header : header[..parenthesis];
    }

    [GeneratedRegex(@"(^|\s)(?<keyword>class|struct|interface|record|enum)\s+((class|struct)\s+)?(?<name>[A-Za-z_]\w*)")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
