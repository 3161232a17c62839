using System.Globalization;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Reads options from a section, key by key, and reports every fault with its path.</summary>
/// <remarks>Keys are compared without case. A key that nobody asked for is a fault: <see cref="ReportUnknownKeys"/>. In
/// values, <c>${NAME}</c> is replaced by an environment variable, and <c>file:PATH</c> by a file's content; secrets keep
/// the reference and are read at each use.</remarks>
public sealed class OptionsReader
{
    private readonly OptionsSection _section;
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Initializes a reader.</summary>
    /// <param name="section">What to read.</param>
    /// <param name="scope">Where faults go.</param>
    /// <param name="baseDirectory">The folder that relative paths count from, or <see langword="null"/> for the working directory.</param>
    public OptionsReader(OptionsSection section, OptionsScope scope, string? baseDirectory)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(scope);
        _section = section;
        Scope = scope;
        BaseDirectory = baseDirectory;
    }

    /// <summary>Gets where faults go, and the path.</summary>
    public OptionsScope Scope { get; }

    /// <summary>Gets the folder that relative paths count from, or <see langword="null"/> for the working directory.</summary>
    public string? BaseDirectory { get; }

    /// <summary>Gets the keys of this section.</summary>
    public IEnumerable<string> Keys => _section.Children.Select(child => child.Key);

    /// <summary>Reads a text.</summary>
    /// <param name="key">The key.</param>
    /// <param name="set">Takes the text; not called if the key is absent.</param>
    public void Text(string key, Action<string> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (Value(key) is { } raw && Expand(key, raw) is { } text)
        {
            set(text);
        }
    }

    /// <summary>Reads a path; a relative one counts from <see cref="BaseDirectory"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="set">Takes the path; not called if the key is absent.</param>
    /// <remarks><c>file:PATH</c> is the path itself here: the content of a key file must not turn up as a path in a message.</remarks>
    public void FilePath(string key, Action<string> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (Value(key) is { } raw && Expand(key, ValueReferences.WithoutFilePrefix(raw)) is { } text)
        {
            set(BaseDirectory is null || text.Length == 0 ? text : Path.Combine(BaseDirectory, text));
        }
    }

    /// <summary>Reads a secret.</summary>
    /// <param name="key">The key.</param>
    /// <param name="set">Takes the secret; not called if the key is absent.</param>
    public void Secret(string key, Action<Secret> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (Value(key) is { Length: > 0 } raw)
        {
            set(BackupSh.Secret.Parse(raw, BaseDirectory));
        }
    }

    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="set">Takes the value; not called if the key is absent.</param>
    public void Boolean(string key, Action<bool> set) =>
        Parsed(key, set, text => bool.TryParse(text, out bool value) ? value : null, "true or false");

    /// <summary>Reads a whole number.</summary>
    /// <param name="key">The key.</param>
    /// <param name="set">Takes the value; not called if the key is absent.</param>
    public void WholeNumber(string key, Action<long> set) =>
        Parsed(key, set, text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null, "a whole number");

    /// <summary>Reads a duration.</summary>
    /// <param name="key">The key.</param>
    /// <param name="set">Takes the value; not called if the key is absent.</param>
    public void Duration(string key, Action<TimeSpan> set) =>
        Parsed(
            key,
            set,
            // TimeSpan takes 24:00:00 for 24 days unless it is held to one form, and even then 5:00 for five hours.
            text => text.Count(c => c == ':') == 2
                && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan value) ? value : null,
            "a duration such as 00:05:00 (five minutes) or 1.00:00:00 (a day)");

    /// <summary>Reads one of an enumeration's names.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="set">Takes the value; not called if the key is absent.</param>
    public void OneOf<T>(string key, Action<T> set)
        where T : struct, Enum =>
        Parsed(
            key,
            set,
            text => Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text, ignoreCase: true) : null,
            "one of " + string.Join(", ", Enum.GetNames<T>()));

    /// <summary>Reads a value of another form.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="set">Takes the value; not called if the key is absent.</param>
    /// <param name="parse">Returns the value, or <see langword="null"/> if the text has not the expected form.</param>
    /// <param name="expected">The expected form, in words that follow "expected".</param>
    public void Parsed<T>(string key, Action<T> set, Func<string, T?> parse, string expected)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(parse);
        Text(key, text =>
        {
            if (parse(text.Trim()) is { } value)
            {
                set(value);
            }
            else
            {
                // As the configuration spells it: what a variable holds may be a secret in the wrong place.
                Scope.Fault(key, ErrorTexts.Error("BSH0103", Find(key)?.Value, expected));
            }
        });
    }

    /// <summary>Reads a list of texts: an array, or a single text.</summary>
    /// <param name="key">The key.</param>
    /// <param name="set">Takes the list; not called if the key is absent.</param>
    public void TextList(string key, Action<IReadOnlyList<string>> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (Child(key) is not { } child)
        {
            return;
        }

        if (child.Children.Count == 0)
        {
            set(child.Value is { Length: > 0 } single && Expand(key, single) is { } text ? [text] : []);
            return;
        }

        OptionsReader list = new(child, Scope.At(key), BaseDirectory);
        List<string> texts = [];
        foreach (OptionsSection item in child.Children)
        {
            list.Text(item.Key, texts.Add);
        }

        set(texts);
    }

    /// <summary>Reads a section.</summary>
    /// <param name="key">The key.</param>
    /// <param name="read">Reads it; keys that it does not ask for are reported. Not called if the key is absent.</param>
    public void Section(string key, Action<OptionsReader> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (Child(key) is not { } child)
        {
            return;
        }

        if (child.Value is { Length: > 0 } && child.Children.Count == 0)
        {
            Scope.Fault(key, ErrorTexts.Error("BSH0104"));
            return;
        }

        OptionsReader reader = new(child, Scope.At(key), BaseDirectory);
        read(reader);
        reader.ReportUnknownKeys();
    }

    /// <summary>Reads a section for each key of a section: a list of things by name.</summary>
    /// <param name="key">The key of the section.</param>
    /// <param name="read">Takes each name with its reader.</param>
    public void Sections(string key, Action<string, OptionsReader> read) =>
        Section(key, section =>
        {
            foreach (string name in section.Keys.ToArray())
            {
                section.Section(name, reader => read(name, reader));
            }
        });

    /// <summary>Tells whether a key holds a section rather than a value.</summary>
    /// <param name="key">The key.</param>
    /// <returns><see langword="true"/> if there are keys below it.</returns>
    public bool IsSection(string key) => Find(key) is { Children.Count: > 0 };

    /// <summary>Reports every key that nobody has asked for.</summary>
    public void ReportUnknownKeys()
    {
        foreach (OptionsSection child in _section.Children.Where(child => !_asked.Contains(child.Key)))
        {
            Scope.Fault(child.Key, ErrorTexts.Error("BSH0102", child.Key, string.Join(", ", _asked.Order(StringComparer.Ordinal))));
        }
    }

    private OptionsSection? Find(string key) =>
        _section.Children.FirstOrDefault(child => string.Equals(child.Key, key, StringComparison.OrdinalIgnoreCase));

    private OptionsSection? Child(string key)
    {
        _asked.Add(key);
        return Find(key);
    }

    private string? Value(string key)
    {
        OptionsSection? child = Child(key);
        if (child is { Children.Count: > 0 })
        {
            Scope.Fault(key, ErrorTexts.Error("BSH0105"));
            return null;
        }

        return child?.Value;
    }

    private string? Expand(string key, string raw)
    {
        try
        {
            return ValueReferences.Expand(raw, BaseDirectory);
        }
        catch (BackupShException exception)
        {
            Scope.Fault(key, exception.Error);
            return null;
        }
    }
}
