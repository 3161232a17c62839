using System.Security.Cryptography;
using BackupSh.Catalog;
using BackupSh.Testing;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Restore;

/// <summary>A backup as files: an archive with the info file that describes it, or that lies about it.</summary>
public sealed record StoredBackup(BackupInfo Info, string ArchiveName, byte[] Archive)
{
    public const string Name = "shop.2026-11-20_03-00-00";

    public string InfoName => Info.Name.File("info");

    /// <summary>A backup of ours, by a source of kind <c>fake</c>.</summary>
    public static StoredBackup Ours(byte[] content, byte[] archive, string extension, Func<BackupDetails, BackupDetails>? change = null)
    {
        BackupName name = BackupName.Parse(Name);
        bool encrypted = extension.EndsWith(".enc", StringComparison.Ordinal);
        BackupDetails details = new()
        {
            RunId = "run1",
            Instance = "test",
            Archive = name.File(extension),
            ArchiveBytes = archive.Length,
            ArchiveSha256 = Sha256(archive),
            PlaintextBytes = content.Length,
            PlaintextSha256 = encrypted ? null : Sha256(content),
            Compression = extension.Contains("zst", StringComparison.Ordinal) ? "zstd" : "none",
            Encryption = encrypted ? "openpgp" : "none",
            KeyIds = encrypted ? ["passphrase"] : [],
            SourceKind = "fake",
            Source = "shop",
            Host = "host",
            Job = "job",
            Duration = TimeSpan.FromSeconds(1),
            Restore = "false",
        };
        return Of(archive, encrypted, change?.Invoke(details) ?? details);
    }

    /// <summary>A backup as the Awkhad modules write it: without our section.</summary>
    public static StoredBackup OfModules(byte[] archive) => Of(archive, encrypted: true, details: null);

    public void PutInto(InMemoryStorage storage)
    {
        storage.Put(InfoName, BackupInfoFile.Write(Info));
        storage.Put(ArchiveName, Archive);
    }

    public async Task PutIntoAsync(string directory)
    {
        await File.WriteAllBytesAsync(Path.Combine(directory, InfoName), BackupInfoFile.Write(Info));
        await File.WriteAllBytesAsync(Path.Combine(directory, ArchiveName), Archive);
    }

    /// <summary>Content that no compression makes smaller, so that every part of an archive carries some of it.</summary>
    public static byte[] Noise(int count)
    {
        byte[] noise = new byte[count];
        for (int at = 0; at < count; at += SHA256.HashSizeInBytes)
        {
            SHA256.HashData(BitConverter.GetBytes(at)).AsSpan(0, Math.Min(SHA256.HashSizeInBytes, count - at)).CopyTo(noise.AsSpan(at));
        }

        return noise;
    }

    public static async Task<byte[]> ZstdAsync(byte[] content, params string[] options)
    {
        using TempDirectory directory = new();
        await File.WriteAllBytesAsync(directory.File("content"), content);
        Shell.Result made = await Shell.RunAsync(RequiredTool.Find("zstd"), ["-q", .. options, "-o", directory.File("made"), directory.File("content")]);
        Assert.True(made.ExitCode == 0, made.Error);
        return await File.ReadAllBytesAsync(directory.File("made"));
    }

    private static StoredBackup Of(byte[] archive, bool encrypted, BackupDetails? details)
    {
        BackupName name = BackupName.Parse(Name);
        BackupInfo info = new()
        {
            Name = name,
            Encrypted = encrypted,
            SizeMebibytes = archive.Length / 1048576.0,
            StorageService = "memory",
            Details = details,
        };
        return new StoredBackup(info, details?.Archive ?? name.File("zip.enc"), archive);
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
