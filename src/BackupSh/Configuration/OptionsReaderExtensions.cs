namespace BackupSh.Configuration;

/// <summary>Forms that the engine's own options have.</summary>
internal static class OptionsReaderExtensions
{
    /// <summary>Reads a list whose items are texts or sections; a single text is a list of one.</summary>
    internal static void Items(this OptionsReader reader, string key, Action<string> text, Action<OptionsReader> section)
    {
        if (!reader.IsSection(key))
        {
            reader.TextList(key, texts => Each(texts, text));
            return;
        }

        reader.Section(key, list =>
        {
            foreach (string item in list.Keys.ToArray())
            {
                if (list.IsSection(item))
                {
                    list.Section(item, section);
                }
                else
                {
                    list.Text(item, text);
                }
            }
        });
    }

    /// <summary>Reads a list of secrets; a single one is a list of one.</summary>
    internal static void Secrets(this OptionsReader reader, string key, Action<Secret> add)
    {
        if (!reader.IsSection(key))
        {
            reader.Secret(key, add);
            return;
        }

        reader.Section(key, list =>
        {
            foreach (string item in list.Keys.ToArray())
            {
                list.Secret(item, add);
            }
        });
    }

    /// <summary>Reads a list of paths; relative ones count from the reader's folder.</summary>
    internal static void FilePaths(this OptionsReader reader, string key, Action<string> add) =>
        reader.TextList(key, paths => Each(paths, path => add(reader.BaseDirectory is null ? path : Path.Combine(reader.BaseDirectory, path))));

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

    private static void Each(IReadOnlyList<string> texts, Action<string> action)
    {
        foreach (string text in texts)
        {
            action(text);
        }
    }
}
