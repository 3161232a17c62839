using BackupSh.Catalog;

namespace BackupSh.Configuration;

/// <summary>Asks sources what their backups are called, each once.</summary>
internal sealed class DatabaseNames(ComponentRegistry components, OptionsScope sources)
{
    private readonly Dictionary<string, string?> _names = new(StringComparer.OrdinalIgnoreCase);

    internal bool AreEqual(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase) || (Of(left) is { } database && database == Of(right));

    // A source that cannot say what it is could not be backed up either: a fault.
    private string? Of(string source)
    {
        if (_names.TryGetValue(source, out string? known))
        {
            return known;
        }

        string? name = null;
        try
        {
            name = BackupName.Escape(components.GetSource(source).Describe().Database);
        }
        catch (BackupShException exception)
        {
            sources.Fault(source, exception.Error);
        }

        return _names[source] = name;
    }
}
