using System.Text;

namespace BackupSh.Sources.Folder.Exclusion;

/// <summary>Reads what stands between two slashes of a pattern.</summary>
internal ref struct GlobParser(string text)
{
    private readonly Rune[] _text = [.. text.EnumerateRunes()];
    private int _position;

    /// <summary>Reads the text.</summary>
    /// <exception cref="FormatException">It cannot be read; the message says why.</exception>
    internal GlobName Parse()
    {
        List<GlobToken> tokens = [];
        while (_position < _text.Length)
        {
            Rune rune = _text[_position++];
            GlobToken token = rune.Value switch
            {
                '*' => GlobToken.AnyText,
                '?' => GlobToken.AnyCharacter,
                '[' => Set(),
                '\\' => GlobToken.Character(Escaped()),
                _ => GlobToken.Character(rune.Value),
            };

            // Two stars in a row say no more than one.
            if (!ReferenceEquals(token, GlobToken.AnyText) || tokens.Count == 0 || !ReferenceEquals(tokens[^1], token))
            {
                tokens.Add(token);
            }
        }

        return new GlobName(tokens);
    }

    private GlobToken Set()
    {
        bool isNegated = Next("!") || Next("^");
        List<(int First, int Last)> ranges = [];
        while (ranges.Count == 0 || !Next("]"))
        {
            if (Next("[:"))
            {
                throw new FormatException("classes such as [:alpha:] are not known");
            }

            int first = Member();
            bool isRange = _position + 1 < _text.Length && _text[_position].Value == '-' && _text[_position + 1].Value != ']';
            int last = first;
            if (isRange)
            {
                _position++;
                last = Member();
            }

            ranges.Add(first <= last ? (first, last) : throw new FormatException("a range ends before it begins"));
        }

        return new GlobToken(ranges, isNegated);
    }

    private int Member()
    {
        if (_position == _text.Length)
        {
            throw new FormatException("a [ is not closed");
        }

        int value = _text[_position++].Value;
        return value == '\\' ? Escaped() : value;
    }

    private int Escaped() => _position < _text.Length ? _text[_position++].Value : throw new FormatException("it ends in a single \\");

    private bool Next(string expected)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (_position + i >= _text.Length || _text[_position + i].Value != expected[i])
            {
                return false;
            }
        }

        _position += expected.Length;
        return true;
    }
}
