using System.Diagnostics.CodeAnalysis;

namespace BackupSh.Catalog;

/// <summary>Writes and reads pins: INI, as info files are. Format: <c>docs/format.md</c>.</summary>
/// <remarks>A pin that cannot be read still pins: who deletes a backup must take a fault for a pin without an end.</remarks>
public static class BackupPinFile
{
    private const string Section = "pin";
    private const string Reason = "reason";
    private const string Until = "until";
    private const string By = "by";

    /// <summary>Writes a pin.</summary>
    /// <param name="pin">The pin; fractions of a second are cut off.</param>
    /// <returns>The file, in ASCII: <see cref="Read"/> returns <paramref name="pin"/> from it.</returns>
    /// <exception cref="ArgumentException">A text is longer than a line may be.</exception>
    public static byte[] Write(BackupPin pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        IEnumerable<KeyValuePair<string, string>> until = pin.Until is { } end ? [new(Until, InfoValues.WriteTime(end))] : [];
        IniWriter writer = new();
        writer.Section(Section, [new(Reason, IniText.Escape(pin.Reason)), .. until, new(By, IniText.Escape(pin.By))]);
        byte[] bytes = writer.ToBytes();
        return TryRead(bytes, out _, out BackupInfoFault? fault)
            ? bytes
            : throw new ArgumentException($"No reader would accept the pin: {fault.Error.Message}", nameof(pin));
    }

    /// <summary>Reads a pin. Unknown keys and sections are passed over.</summary>
    /// <param name="utf8">The whole file.</param>
    /// <returns>The pin.</returns>
    /// <exception cref="BackupInfoFormatException">It cannot be read (<c>BSH0020</c> to <c>BSH0025</c>).</exception>
    public static BackupPin Read(ReadOnlySpan<byte> utf8)
    {
        IniFile file = IniFile.Read(utf8);
        if (!file.Sections.ContainsKey(Section))
        {
            throw BackupInfoFormatException.Create("BSH0021", 1, null, $"the section [{Section}]", null);
        }

        InfoSection section = new(file, Section);
        string reason = section.TakeText(Reason, InfoValues.TextForm, out _);
        string by = section.TakeText(By, InfoValues.TextForm, out _);
        DateTimeOffset? until = section.TryTake(Until, out string? time, out int line)
            ? InfoValues.ReadTime(time) ?? throw InfoSection.WrongForm(line, Until, InfoValues.TimeForm, time)
            : null;
        return new BackupPin(IniText.Unescape(reason), until, IniText.Unescape(by));
    }

    /// <summary>Reads a pin, and says why if it cannot.</summary>
    /// <param name="utf8">The whole file.</param>
    /// <param name="pin">The pin, or <see langword="null"/>.</param>
    /// <param name="fault">Why it cannot be read, or <see langword="null"/>.</param>
    /// <returns><see langword="true"/> if it was read.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out BackupPin? pin, [NotNullWhen(false)] out BackupInfoFault? fault)
    {
        try
        {
            (pin, fault) = (Read(utf8), null);
            return true;
        }
        catch (BackupInfoFormatException exception)
        {
            (pin, fault) = (null, exception.Fault);
            return false;
        }
    }

    /// <summary>Reads a pin from a storage.</summary>
    /// <param name="stream">The file, at its start. At most <see cref="BackupInfoFile.MaximumBytes"/> + 1 bytes are read; not disposed.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The pin.</returns>
    /// <exception cref="BackupInfoFormatException">It cannot be read (<c>BSH0020</c> to <c>BSH0025</c>).</exception>
    public static async Task<BackupPin> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(await IniFile.ReadBytesAsync(stream, cancellationToken).ConfigureAwait(false));
    }
}
