using System.Collections;
using System.Reflection;
using System.Text;
using BackupSh.Catalog;

namespace BackupSh.Abstractions.Tests.Catalog;

/// <summary>Info files to start from, and their comparison.</summary>
internal static class InfoSamples
{
    internal const string Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    internal const string ModulesText =
        "[common]\ndatabase = shop\nencrypted = True\nupload_datetime = 2026-11-24_03-00-00\nbackup_size = 20.0\nstorage_service = local\n";

    internal static readonly BackupName Name = BackupName.Parse("shop.2026-11-24_03-00-00");

    internal static BackupDetails Details(BackupName name) => new()
    {
        RunId = "0199c9b1f2a37d10",
        Instance = "shop-web",
        Archive = name.File("sqlite3.zst.enc"),
        ArchiveBytes = 20971520,
        ArchiveSha256 = Sha256,
        PlaintextBytes = 104857600,
        Compression = "zstd",
        Encryption = "openpgp",
        KeyIds = ["0x1122334455667788", "passphrase"],
        SourceKind = "sqlite",
        Source = "shop",
        Host = "web-1",
        Job = "nightly",
        Duration = TimeSpan.FromMilliseconds(4321),
        Restore = "gpg --decrypt shop.sqlite3.zst.enc | zstd -d > shop.sqlite3",
    };

    internal static BackupInfo Ours() => Modules() with { Details = Details(Name) };

    internal static BackupInfo Modules() => new()
    {
        Name = Name,
        Encrypted = true,
        SizeMebibytes = 20,
        StorageService = "local",
    };

    internal static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    internal static string Text(BackupInfo info) => Encoding.ASCII.GetString(BackupInfoFile.Write(info));

    /// <summary>Returns the names of the properties that differ: records compare their lists by reference.</summary>
    internal static IReadOnlyList<string> Differences(BackupInfo one, BackupInfo other) =>
        [.. Differences<BackupInfo>(one, other).Where(name => name != nameof(BackupInfo.Details)), .. Differences<BackupDetails>(one.Details, other.Details)];

    private static IEnumerable<string> Differences<T>(T? one, T? other)
        where T : class =>
        one is null || other is null
            ? ReferenceEquals(one, other) ? [] : [typeof(T).Name]
            : typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => !Same(property.GetValue(one), property.GetValue(other)))
                .Select(property => property.Name);

    private static bool Same(object? one, object? other) => (one, other) switch
    {
        (IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) =>
            a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out string? value) && value == pair.Value),
        (string a, string b) => a == b,
        (IEnumerable a, IEnumerable b) => a.Cast<object>().SequenceEqual(b.Cast<object>()),
        _ => Equals(one, other),
    };
}
