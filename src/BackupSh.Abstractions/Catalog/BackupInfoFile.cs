using System.Diagnostics.CodeAnalysis;

namespace BackupSh.Catalog;

/// <summary>Writes and reads info files. Format: <c>docs/format.md</c>.</summary>
/// <remarks>Pure, but for <see cref="ReadAsync"/>. What is written is ASCII. What is read may come from anybody: at most
/// <see cref="MaximumBytes"/> bytes, <see cref="MaximumLineBytes"/> bytes a line and <see cref="MaximumKeys"/> keys are
/// looked at, and everything else is refused with its line.</remarks>
public static class BackupInfoFile
{
    /// <summary>The largest info file, in bytes: 64 KiB.</summary>
    public const int MaximumBytes = IniLimits.Bytes;

    /// <summary>The longest line, in bytes: 4 KiB.</summary>
    public const int MaximumLineBytes = IniLimits.LineBytes;

    /// <summary>The most keys.</summary>
    public const int MaximumKeys = IniLimits.Keys;

    /// <summary>Writes an info file.</summary>
    /// <param name="info">What it says.</param>
    /// <returns>The file, in ASCII: <see cref="Read"/> returns <paramref name="info"/> from it.</returns>
    /// <exception cref="ArgumentException">No reader would accept it: a limit is exceeded, a number is negative, the archive
    /// has another backup's name, an unknown entry repeats a key.</exception>
    public static byte[] Write(BackupInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        ThrowIfUnspeakable(info);
        IniWriter writer = new();
        ILookup<string, KeyValuePair<string, string>> unknown = info.UnknownEntries.ToLookup(
            entry => entry.Section, entry => KeyValuePair.Create(entry.Key, IniText.Normalize(entry.Value)), StringComparer.Ordinal);
        writer.Section(CommonSection.Name, CommonSection.Write(info).Concat(unknown[CommonSection.Name]));
        if (info.Details is { } details)
        {
            writer.Section(DetailKeys.Section, DetailsSection.Write(details).Concat(unknown[DetailKeys.Section]));
        }

        foreach (var section in unknown.Where(section => section.Key is not (CommonSection.Name or DetailKeys.Section)))
        {
            writer.Section(section.Key, section);
        }

        byte[] bytes = writer.ToBytes();
        return TryRead(bytes, info.Name, out _, out BackupInfoFault? fault)
            ? bytes
            : throw new ArgumentException($"No reader would accept the info file: {fault.Error.Message}", nameof(info));
    }

    /// <summary>Reads an info file.</summary>
    /// <param name="utf8">The whole file.</param>
    /// <param name="expectedName">The backup that the file is named after, or <see langword="null"/> if that is not known:
    /// a file that says otherwise is refused.</param>
    /// <returns>What it says. If <see cref="BackupDetails.IsReadable"/> is <see langword="false"/>, the keys that a newer
    /// version has changed are in <see cref="BackupInfo.UnknownEntries"/>.</returns>
    /// <exception cref="BackupInfoFormatException">It cannot be read (<c>BSH0020</c> to <c>BSH0026</c>).</exception>
    public static BackupInfo Read(ReadOnlySpan<byte> utf8, BackupName? expectedName = null)
    {
        IniFile file = IniFile.Read(utf8);
        if (!file.Sections.ContainsKey(CommonSection.Name))
        {
            throw BackupInfoFormatException.Create("BSH0021", 1, null, $"the section [{CommonSection.Name}]", null);
        }

        InfoSection common = new(file, CommonSection.Name);
        InfoSection ours = new(file, DetailKeys.Section);
        BackupInfo info = CommonSection.Read(common, expectedName);
        return info with
        {
            Details = file.Sections.ContainsKey(DetailKeys.Section) ? DetailsSection.Read(ours, info.Name) : null,
            UnknownEntries =
            [
                .. common.Rest.Concat(ours.Rest)
                    .Concat(file.Entries.Where(entry => entry.Section is not (CommonSection.Name or DetailKeys.Section)))
                    .OrderBy(entry => entry.Line)
                    .Select(entry => new BackupInfoEntry(entry.Section, entry.Key, IniText.Normalize(entry.Spelled))),
            ],
        };
    }

    /// <summary>Reads an info file, and says why if it cannot.</summary>
    /// <param name="utf8">The whole file.</param>
    /// <param name="expectedName">The backup that the file is named after, or <see langword="null"/> if that is not known.</param>
    /// <param name="info">What it says, or <see langword="null"/>.</param>
    /// <param name="fault">Why it cannot be read, or <see langword="null"/>.</param>
    /// <returns><see langword="true"/> if it was read.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8,
        BackupName? expectedName,
        [NotNullWhen(true)] out BackupInfo? info,
        [NotNullWhen(false)] out BackupInfoFault? fault)
    {
        try
        {
            (info, fault) = (Read(utf8, expectedName), null);
            return true;
        }
        catch (BackupInfoFormatException exception)
        {
            (info, fault) = (null, exception.Fault);
            return false;
        }
    }

    /// <summary>Reads an info file from a storage.</summary>
    /// <param name="stream">The file, at its start. At most <see cref="MaximumBytes"/> + 1 bytes are read; not disposed.</param>
    /// <param name="expectedName">The backup that the file is named after, or <see langword="null"/> if that is not known.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="BackupInfoFormatException">It cannot be read (<c>BSH0020</c> to <c>BSH0026</c>).</exception>
    public static async Task<BackupInfo> ReadAsync(Stream stream, BackupName? expectedName = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(await IniFile.ReadBytesAsync(stream, cancellationToken).ConfigureAwait(false), expectedName);
    }

    // A line break in a name would smuggle keys into the file; keys of ours without details would be half a section.
    private static void ThrowIfUnspeakable(BackupInfo info)
    {
        foreach ((string section, string key, _) in info.UnknownEntries)
        {
            bool hasNoPlace = section == DetailKeys.Section && info.Details is null;
            if (hasNoPlace || !IniGrammar.IsSection(section) || !IniGrammar.IsKey(key))
            {
                throw new ArgumentException($"No file may hold the unknown entry '{key}' of section '{section}'.", nameof(info));
            }
        }
    }
}
