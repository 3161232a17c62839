namespace BackupSh.Configuration;

/// <summary>Forms that the engine's own options have.</summary>
internal static class OptionsReaderExtensions
{
    /// <summary>Reads a list whose items are texts or sections; a single text is a list of one.</summary>
    internal static void Items(this OptionsReader reader, string key, Action<string> text, Action<OptionsReader> section) =>
        reader.List(key, (list, item) => list.Text(item, text), section);

    /// <summary>Reads a list whose items are paths or sections; relative paths count from the reader's folder.</summary>
    internal static void FileItems(this OptionsReader reader, string key, Action<string> path, Action<OptionsReader> section) =>
        reader.List(key, (list, item) => list.FilePath(item, path), section);

    /// <summary>Reads a list of paths; relative ones count from the reader's folder.</summary>
    internal static void FilePaths(this OptionsReader reader, string key, Action<string> path) =>
        reader.List(key, (list, item) => list.FilePath(item, path), section: null);

    /// <summary>Reads a list of secrets; a single one is a list of one.</summary>
    internal static void Secrets(this OptionsReader reader, string key, Action<Secret> secret) =>
        reader.List(key, (list, item) => list.Secret(item, secret), section: null);

    /// <summary>Takes every key without reading it, so that one fault is not followed by a fault for each key.</summary>
    internal static void Skip(this OptionsReader reader)
    {
        foreach (string key in reader.Keys.ToArray())
        {
            if (reader.IsSection(key))
            {
                reader.Section(key, Skip);
            }
            else
            {
                reader.Secret(key, static _ => { });
            }
        }
    }

    private static void List(
        this OptionsReader reader, string key, Action<OptionsReader, string> value, Action<OptionsReader>? section)
    {
        if (!reader.IsSection(key))
        {
            // An empty array reads as an empty text.
            if (reader.HasText(key))
            {
                value(reader, key);
            }

            return;
        }

        reader.Section(key, list =>
        {
            foreach (string item in list.Keys.ToArray())
            {
                list.Item(item, value, section);
            }
        });
    }

    private static void Item(
        this OptionsReader list, string item, Action<OptionsReader, string> value, Action<OptionsReader>? section)
    {
        if (!list.IsSection(item) && list.HasText(item))
        {
            value(list, item);
        }
        else if (section is not null)
        {
            list.Section(item, section);
        }
        else if (list.IsSection(item))
        {
            value(list, item); // reports that a value is expected
        }
        else
        {
            list.Scope.Require(item, value: null); // an empty item must not vanish
        }
    }

    // To read a secret is to look for a text without taking it apart.
    private static bool HasText(this OptionsReader reader, string key)
    {
        bool hasText = false;
        reader.Secret(key, _ => hasText = true);
        return hasText;
    }
}
