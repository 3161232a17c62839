using BackupSh.Catalog;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Abstractions.Tests.Catalog;

/// <summary>Info files that say anything they may.</summary>
internal static class InfoGenerators
{
    private static readonly string[] HostileTexts =
    [
        "", " ", "  x  ", "\t", "a\tb", "a\nb = c", "\r\n[common]", "\0", "100 %", "%(database)s", "%%", "\\", "\\u0041", "\\\\u005c",
        "größe", "日本語", "😀", "\ud800", "\u2028", "\u00a0edge\u00a0", "\ufeff", "# no comment", "; neither", "[common]", "a = b : c",
        "İıKſ", "'; DROP TABLE backups; --", "\u007f", "line\\nfeed", "${HOME}", new string('ä', 200),
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements(HostileTexts), ArbMap.Default.GeneratorFor<string>().Select(text => text is null ? "" : text[..Math.Min(text.Length, 200)]));

    private static readonly Gen<long> Count = Gen.OneOf(
        Gen.Elements(0L, 1L, int.MaxValue, 1L << 40, long.MaxValue), ArbMap.Default.GeneratorFor<int>().Select(value => Math.Abs((long)value)));

    private static readonly Gen<double> Size = Gen.OneOf(
        Gen.Elements(0.0, double.Epsilon, 9.5e-06, 1.0 / 3, 1e-300, 8796093022207.99), Count.Select(bytes => bytes / 1048576.0));

    private static readonly Gen<string> Sha256 = Gen.Elements("0123456789abcdef".ToCharArray()).ArrayOf(64).Select(digits => new string(digits));

    private static readonly Gen<BackupName> Name =
        from database in Gen.Elements("shop", "a", "my.shop", "2026-11-24_03-00-00", "größe", "with space", "=3D", "100%", new string('x', 190))
        from seconds in ArbMap.Default.GeneratorFor<int>()
        select BackupName.Create(database, DateTimeOffset.UnixEpoch.AddSeconds(seconds));

    private static readonly Gen<Dictionary<string, string>> Map =
        from count in Gen.Choose(0, 4)
        from names in Text.ArrayOf(count)
        from values in Text.ArrayOf(count)
        select names.Zip(values).DistinctBy(pair => pair.First, StringComparer.Ordinal).ToDictionary(pair => pair.First, pair => pair.Second);

    private static readonly Gen<BackupInfoEntry[]> Unknown =
        from values in Text.ArrayOf(4)
        from isThere in ArbMap.Default.GeneratorFor<bool>().ArrayOf(4)
        select new BackupInfoEntry[]
        {
            new("common", "note", IniText.Escape(values[0])),
            new("backupsh", "chunks", IniText.Escape(values[1])),
            new("backupsh.chunks", "1 #", IniText.Escape(values[2])),
            new("zoo", "\\u0041", IniText.Escape(values[3])),
        }.Where((_, i) => isThere[i]).ToArray();

    private static readonly Gen<Func<BackupName, BackupDetails>> Details =
        from format in Gen.Choose(1, 3)
        from texts in Text.ArrayOf(12)
        from isThere in ArbMap.Default.GeneratorFor<bool>().ArrayOf(3)
        from hashes in Sha256.ArrayOf(2)
        from counts in Count.ArrayOf(2)
        from milliseconds in Gen.Choose(0, int.MaxValue)
        from keyIds in Text.Where(text => text.Length > 0).ArrayOf(2)
        from maps in Map.ArrayOf(2)
        select new Func<BackupName, BackupDetails>(name => new BackupDetails
        {
            Format = format,
            MinimumReader = 1,
            RunId = texts[0],
            Instance = texts[1],
            Archive = name.File("zip.enc"),
            ArchiveBytes = counts[0],
            ArchiveSha256 = hashes[0],
            PlaintextBytes = counts[1],
            PlaintextSha256 = isThere[0] ? hashes[1] : null,
            Compression = texts[2],
            Encryption = texts[3],
            KeyIds = keyIds,
            SourceKind = texts[4],
            Source = texts[5],
            TrueDatabase = isThere[1] ? texts[6] : null,
            ToolVersions = maps[0],
            Host = texts[7],
            Job = texts[8],
            Labels = maps[1],
            Duration = TimeSpan.FromMilliseconds(milliseconds),
            Restore = texts[9],
            Seal = isThere[2] ? texts[10] : null,
        });

    internal static readonly Arbitrary<BackupInfo> Info = (
        from name in Name
        from encrypted in ArbMap.Default.GeneratorFor<bool>()
        from size in Size
        from service in Text
        from isOurs in ArbMap.Default.GeneratorFor<bool>()
        from details in Details
        from unknown in Unknown
        select new BackupInfo
        {
            Name = name,
            Encrypted = encrypted,
            SizeMebibytes = size,
            StorageService = service,
            Details = isOurs ? details(name) : null,
            UnknownEntries = [.. unknown.Where(entry => isOurs || entry.Section != "backupsh")],
        }).ToArbitrary();
}
