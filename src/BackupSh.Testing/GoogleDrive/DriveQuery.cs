namespace BackupSh.Testing.GoogleDrive;

/// <summary>The parameter <c>q</c>: parsed whole, so that what is not understood is refused and never matches everything.</summary>
internal sealed class DriveQuery
{
    private readonly List<DriveQueryToken> _tokens;
    private int _position;

    private DriveQuery(List<DriveQueryToken> tokens) => _tokens = tokens;

    /// <summary>Parses a search.</summary>
    /// <param name="query">For example <c>'id' in parents and trashed = false</c>.</param>
    /// <returns>Which files it finds, and the folders that it names.</returns>
    internal static (Func<DriveFileView, bool> Matches, IReadOnlyList<string> Parents) Parse(string query)
    {
        DriveQuery parser = new(DriveQueryToken.Split(query));
        Func<DriveFileView, bool> matches = parser.Any();
        return parser._position == parser._tokens.Count ? (matches, parser.Parents) : throw DriveFault.Invalid("q");
    }

    private List<string> Parents { get; } = [];

    private Func<DriveFileView, bool> Any()
    {
        Func<DriveFileView, bool> left = All();
        while (Take("or"))
        {
            (Func<DriveFileView, bool> first, Func<DriveFileView, bool> second) = (left, All());
            left = file => first(file) || second(file);
        }

        return left;
    }

    private Func<DriveFileView, bool> All()
    {
        Func<DriveFileView, bool> left = One();
        while (Take("and"))
        {
            (Func<DriveFileView, bool> first, Func<DriveFileView, bool> second) = (left, One());
            left = file => first(file) && second(file);
        }

        return left;
    }

    private Func<DriveFileView, bool> One()
    {
        if (Take("not"))
        {
            Func<DriveFileView, bool> inner = One();
            return file => !inner(file);
        }

        if (Take("("))
        {
            Func<DriveFileView, bool> inner = Any();
            Expect(")");
            return inner;
        }

        DriveQueryToken token = Next();
        if (token.IsQuoted)
        {
            Expect("in");
            return In(token.Text, Next().Text);
        }

        string sign = Next().Text;
        return sign is "has" ? Has(token.Text) : DriveQueryTerm.Make(token.Text, sign, Next());
    }

    private Func<DriveFileView, bool> In(string value, string field)
    {
        switch (field)
        {
            case "parents":
                Parents.Add(value);
                return file => file.IsIn(value);
            case "owners" or "writers" or "readers":
                return file => file.BelongsTo(value);
            default:
                throw DriveFault.Invalid("q");
        }
    }

    private Func<DriveFileView, bool> Has(string field)
    {
        if (field is not ("properties" or "appProperties"))
        {
            throw DriveFault.Invalid("q");
        }

        Expect("{");
        Expect("key");
        Expect("=");
        string key = Value();
        Expect("and");
        Expect("value");
        Expect("=");
        string value = Value();
        Expect("}");
        return file => (field == "properties" ? file.File.Properties : file.File.AppProperties).GetValueOrDefault(key) == value;
    }

    private string Value() => Next() is { IsQuoted: true } token ? token.Text : throw DriveFault.Invalid("q");

    private bool Take(string word)
    {
        bool isThere = _position < _tokens.Count && _tokens[_position].IsWord(word);
        _position += isThere ? 1 : 0;
        return isThere;
    }

    private void Expect(string word)
    {
        if (!Take(word))
        {
            throw DriveFault.Invalid("q");
        }
    }

    private DriveQueryToken Next() => _position < _tokens.Count ? _tokens[_position++] : throw DriveFault.Invalid("q");
}
