namespace BackupSh.Catalog;

/// <summary>The keys of <c>[backupsh]</c>, in the order in which they are written. Documented in <c>docs/format.md</c>.</summary>
internal static class DetailKeys
{
    internal const string Section = "backupsh";
    internal const string Format = "format";
    internal const string MinimumReader = "min_reader";
    internal const string Archive = "archive";
    internal const string LabelPrefix = "label.";
    internal const string ToolPrefix = "tool.";

    internal static readonly IReadOnlyList<DetailKey> All =
    [
        DetailKey.Text("run_id", d => d.RunId, (d, v) => d with { RunId = v }),
        DetailKey.Text("instance", d => d.Instance, (d, v) => d with { Instance = v }),
        DetailKey.Text("host", d => d.Host, (d, v) => d with { Host = v }),
        DetailKey.Text("job", d => d.Job, (d, v) => d with { Job = v }),
        DetailKey.Text("source", d => d.Source, (d, v) => d with { Source = v }),
        DetailKey.Text("source_kind", d => d.SourceKind, (d, v) => d with { SourceKind = v }),
        DetailKey.OptionalText("true_database", d => d.TrueDatabase, (d, v) => d with { TrueDatabase = v }),
        DetailKey.Text(Archive, d => d.Archive, (d, v) => d with { Archive = v }),
        DetailKey.Count("archive_bytes", d => d.ArchiveBytes, (d, v) => d with { ArchiveBytes = v }),
        DetailKey.Sha256("archive_sha256", true, d => d.ArchiveSha256, (d, v) => d with { ArchiveSha256 = v }),
        DetailKey.Count("plaintext_bytes", d => d.PlaintextBytes, (d, v) => d with { PlaintextBytes = v }),
        DetailKey.Sha256("plaintext_sha256", false, d => d.PlaintextSha256, (d, v) => d with { PlaintextSha256 = v }),
        DetailKey.Text("compression", d => d.Compression, (d, v) => d with { Compression = v }),
        DetailKey.Text("encryption", d => d.Encryption, (d, v) => d with { Encryption = v }),
        new("key_ids", false, InfoValues.TextForm, WriteKeyIds, ReadKeyIds),
        new("duration_ms", true, InfoValues.CountForm, d => InfoValues.WriteMilliseconds(d.Duration), ReadDuration),
        DetailKey.Text("restore", d => d.Restore, (d, v) => d with { Restore = v }),
        DetailKey.OptionalText("seal", d => d.Seal, (d, v) => d with { Seal = v }),
    ];

    /// <summary>Details that say nothing yet.</summary>
    internal static readonly BackupDetails Blank = new()
    {
        RunId = "",
        Instance = "",
        Archive = "",
        ArchiveBytes = 0,
        ArchiveSha256 = "",
        PlaintextBytes = 0,
        Compression = "",
        Encryption = "",
        SourceKind = "",
        Source = "",
        Host = "",
        Job = "",
        Duration = TimeSpan.Zero,
        Restore = "",
    };

    private static string? WriteKeyIds(BackupDetails details) =>
        details.KeyIds.Count == 0 ? null : string.Join(' ', details.KeyIds.Select(IniText.EscapeWord));

    private static BackupDetails ReadKeyIds(BackupDetails details, string spelled) =>
        details with { KeyIds = [.. spelled.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IniText.Unescape)] };

    private static BackupDetails? ReadDuration(BackupDetails details, string spelled) =>
        InfoValues.ReadMilliseconds(spelled) is { } duration ? details with { Duration = duration } : null;
}
