using System.Security.Cryptography;
using System.Text;
using BackupSh.Catalog;
using BackupSh.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Fixtures;

/// <summary>Puts backups into a storage as earlier runs, other hosts and the Awkhad modules would have left them.</summary>
public static class Seed
{
    /// <summary>The instance of <see cref="Engine"/>.</summary>
    public const string Instance = "test";

    private const string Extension = "bin.zst";

    /// <summary>An engine of the instance that the seeded backups belong to.</summary>
    public static EngineFixture Engine() => new() { Configure = builder => builder.Configure(options => options.Instance = Instance) };

    /// <summary>The name of a backup so many days before <see cref="EngineFixture.Start"/>.</summary>
    public static BackupName Name(double daysAgo, string database = "shop") => BackupName.Create(database, EngineFixture.Start.AddDays(-daysAgo));

    /// <summary>Puts a whole backup of ours.</summary>
    public static BackupName PutBackup(this InMemoryStorage storage, double daysAgo, string database = "shop", Func<BackupDetails, BackupDetails>? with = null) =>
        storage.PutBackup(Name(daysAgo, database), with);

    /// <summary>Puts a whole backup of ours.</summary>
    public static BackupName PutBackup(this InMemoryStorage storage, BackupName name, Func<BackupDetails, BackupDetails>? with = null)
    {
        BackupInfo info = Info(name, with);
        storage.Put(info.Details!.Archive, Content(name), name.Time);
        storage.Put(name.File("info"), BackupInfoFile.Write(info), name.Time);
        return name;
    }

    /// <summary>Puts a backup as the Awkhad modules leave it: no <c>[backupsh]</c>.</summary>
    public static BackupName PutModulesBackup(this InMemoryStorage storage, double daysAgo, string database = "shop")
    {
        BackupName name = Name(daysAgo, database);
        byte[] content = Content(name);
        BackupInfo info = new()
        {
            Name = name,
            Encrypted = false,
            SizeMebibytes = BackupInfo.ToMebibytes(content.Length),
            StorageService = "awkhad_backup_sh",
        };
        storage.Put(name.File("zip"), content, name.Time);
        storage.Put(name.File("info"), BackupInfoFile.Write(info), name.Time);
        return name;
    }

    public static void PutPin(this InMemoryStorage storage, BackupName name, DateTimeOffset? until = null) =>
        storage.Put(name.File("pin"), BackupPinFile.Write(new BackupPin("audit", until, "ops")));

    public static void PutText(this InMemoryStorage storage, string name, string content, DateTimeOffset? lastModified = null) =>
        storage.Put(name, Encoding.ASCII.GetBytes(content), lastModified);

    /// <summary>The name of the archive that <see cref="PutBackup(InMemoryStorage, BackupName, Func{BackupDetails, BackupDetails})"/> makes.</summary>
    public static string Archive(BackupName name) => name.File(Extension);

    public static BackupInfo Info(BackupName name, Func<BackupDetails, BackupDetails>? with = null)
    {
        byte[] content = Content(name);
        BackupDetails details = new()
        {
            RunId = "run-" + name.Time.ToUnixTimeSeconds(),
            Instance = Instance,
            Archive = Archive(name),
            ArchiveBytes = content.Length,
            ArchiveSha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            PlaintextBytes = 10,
            Compression = "none",
            Encryption = "none",
            SourceKind = "fake",
            Source = "shop",
            Host = "web-1",
            Job = "job",
            Duration = TimeSpan.FromSeconds(1),
            Restore = "cat",
        };
        return new BackupInfo
        {
            Name = name,
            Encrypted = false,
            SizeMebibytes = BackupInfo.ToMebibytes(content.Length),
            StorageService = "local",
            Details = with?.Invoke(details) ?? details,
        };
    }

    private static byte[] Content(BackupName name) => Encoding.ASCII.GetBytes("content of " + name);
}
