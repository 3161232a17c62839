namespace BackupSh.Catalog;

/// <summary>A key of <c>[backupsh]</c>: how it is spelled and what it must look like.</summary>
/// <param name="Name">The key.</param>
/// <param name="IsRequired">Whether a file without it is refused.</param>
/// <param name="Form">What is expected of the value, in words that stand before "is expected".</param>
/// <param name="Write">Spells the value; <see langword="null"/> leaves the key out.</param>
/// <param name="Read">Takes a spelled value; <see langword="null"/> if it has another form.</param>
internal sealed record DetailKey(
    string Name,
    bool IsRequired,
    string Form,
    Func<BackupDetails, string?> Write,
    Func<BackupDetails, string, BackupDetails?> Read)
{
    internal static DetailKey Text(string name, Func<BackupDetails, string> get, Func<BackupDetails, string, BackupDetails> set) =>
        new(name, true, InfoValues.TextForm, d => IniText.Escape(get(d)), (d, v) => set(d, IniText.Unescape(v)));

    internal static DetailKey OptionalText(string name, Func<BackupDetails, string?> get, Func<BackupDetails, string, BackupDetails> set) =>
        new(name, false, InfoValues.TextForm, d => get(d) is { } text ? IniText.Escape(text) : null, (d, v) => set(d, IniText.Unescape(v)));

    internal static DetailKey Count(string name, Func<BackupDetails, long> get, Func<BackupDetails, long, BackupDetails> set) =>
        new(
            name,
            true,
            InfoValues.CountForm,
            d => InfoValues.WriteCount(get(d)),
            (d, v) => InfoValues.ReadCount(v) is { } count ? set(d, count) : null);

    internal static DetailKey Sha256(string name, bool isRequired, Func<BackupDetails, string?> get, Func<BackupDetails, string, BackupDetails> set) =>
        new(
            name,
            isRequired,
            InfoValues.Sha256Form,
            d => get(d) is { } text ? IniText.Escape(text) : null,
            (d, v) => InfoValues.ReadSha256(v) is { } digits ? set(d, digits) : null);
}
