namespace BackupSh.Catalog;

/// <summary>The section <c>[backupsh]</c>.</summary>
internal static class DetailsSection
{
    internal static IEnumerable<KeyValuePair<string, string>> Write(BackupDetails details)
    {
        yield return new(DetailKeys.Format, InfoValues.WriteCount(details.Format));
        yield return new(DetailKeys.MinimumReader, InfoValues.WriteCount(details.MinimumReader));
        foreach (DetailKey key in DetailKeys.All)
        {
            string? spelled = key.Write(details);

            // What a newer file does not say stays unsaid.
            bool isSaid = details.IsReadable || spelled != key.Write(DetailKeys.Blank);
            if (spelled is not null && isSaid)
            {
                yield return new(key.Name, spelled);
            }
        }

        foreach ((string tool, string version) in details.ToolVersions.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            yield return new(DetailKeys.ToolPrefix + IniText.EscapeKey(tool), IniText.Escape(version));
        }

        foreach ((string label, string value) in details.Labels.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            yield return new(DetailKeys.LabelPrefix + IniText.EscapeKey(label), IniText.Escape(value));
        }
    }

    internal static BackupDetails Read(InfoSection section, BackupName name)
    {
        BackupDetails details = DetailKeys.Blank with
        {
            Format = section.Take(DetailKeys.Format, InfoValues.FormatForm, InfoValues.ReadFormat),
            MinimumReader = section.Take(DetailKeys.MinimumReader, InfoValues.FormatForm, InfoValues.ReadFormat),
        };
        return details.IsReadable ? ReadCurrent(section, name, details) : ReadNewer(section, details);
    }

    private static BackupDetails ReadCurrent(InfoSection section, BackupName name, BackupDetails details)
    {
        foreach (DetailKey key in DetailKeys.All)
        {
            if (!section.TryTake(key.Name, out string? spelled, out int line))
            {
                details = key.IsRequired ? throw section.Missing(key.Name, key.Form) : details;
                continue;
            }

            details = key.Read(details, spelled) ?? throw InfoSection.WrongForm(line, key.Name, key.Form, spelled);
            if (key.Name == DetailKeys.Archive)
            {
                ThrowIfForeign(details.Archive, name, line);
            }
        }

        return details with
        {
            ToolVersions = TakeAll(section, DetailKeys.ToolPrefix, static (_, _) => true),
            Labels = TakeAll(section, DetailKeys.LabelPrefix, static (_, _) => true),
        };
    }

    // What a newer version means by a key is not known: what we would spell just so is shown, the rest survives as unknown.
    private static BackupDetails ReadNewer(InfoSection section, BackupDetails details)
    {
        foreach (IniEntry entry in section.Rest.ToArray())
        {
            if (DetailKeys.All.FirstOrDefault(key => key.Name == entry.Key) is { } key
                && key.Read(details, entry.Spelled) is { } read
                && key.Write(read) == entry.Spelled
                && entry.Spelled != key.Write(DetailKeys.Blank))
            {
                section.TryTake(entry.Key, out _, out _);
                details = read;
            }
        }

        return details with
        {
            ToolVersions = TakeAll(section, DetailKeys.ToolPrefix, IsOurSpelling),
            Labels = TakeAll(section, DetailKeys.LabelPrefix, IsOurSpelling),
        };
    }

    private static bool IsOurSpelling(string name, string value) =>
        IniText.EscapeKey(IniText.Unescape(name)) == name && IniText.Escape(IniText.Unescape(value)) == value;

    private static Dictionary<string, string> TakeAll(InfoSection section, string prefix, Func<string, string, bool> takes)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (IniEntry entry in section.Rest.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).ToArray())
        {
            string name = entry.Key[prefix.Length..];
            if (!takes(name, entry.Spelled))
            {
                continue;
            }

            section.TryTake(entry.Key, out _, out _);
            if (!values.TryAdd(IniText.Unescape(name), IniText.Unescape(entry.Spelled)))
            {
                throw BackupInfoFormatException.Create("BSH0022", entry.Line, entry.Key, "a name that no other spelling repeats", entry.Spelled);
            }
        }

        return values;
    }

    private static void ThrowIfForeign(string archive, BackupName name, int line)
    {
        if (!BackupFile.TryParse(archive, out BackupFile? file) || file.Kind != BackupFileKind.Archive || file.Backup != name)
        {
            throw BackupInfoFormatException.Create("BSH0026", line, DetailKeys.Archive, $"an archive of '{name}'", archive);
        }
    }
}
