using Amazon.S3;
using Amazon.S3.Model;
using BackupSh.Catalog;

namespace BackupSh.Benchmarks;

/// <summary>A bucket with as many backups as nobody should have: tiny archives, and info files as an engine writes them.</summary>
internal static class SyncedBucket
{
    private const int Parallel = 32;
    private static readonly DateTimeOffset First = new(2016, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Adds backups.</summary>
    /// <param name="client">Whose bucket it is.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="from">How many are there.</param>
    /// <param name="to">How many there shall be.</param>
    internal static Task FillAsync(AmazonS3Client client, string bucket, int from, int to) => System.Threading.Tasks.Parallel.ForEachAsync(
        Enumerable.Range(from, to - from),
        new ParallelOptions { MaxDegreeOfParallelism = Parallel },
        async (index, token) =>
        {
            BackupName name = BackupName.Create("shop", First.AddMinutes(30 * index));
            string archive = name.File("sqlite3.zst.enc");
            await PutAsync(client, bucket, archive, "x"u8.ToArray(), token);
            await PutAsync(client, bucket, name.File("info"), BackupInfoFile.Write(Info(name, archive)), token);
        });

    private static async Task PutAsync(AmazonS3Client client, string bucket, string key, byte[] content, CancellationToken cancellationToken)
    {
        using MemoryStream stream = new(content);
        await client.PutObjectAsync(
            new PutObjectRequest { BucketName = bucket, Key = key, InputStream = stream, UseChunkEncoding = false }, cancellationToken);
    }

    private static BackupInfo Info(BackupName name, string archive) => new()
    {
        Name = name,
        Encrypted = true,
        SizeMebibytes = BackupInfo.ToMebibytes(1),
        StorageService = "awkhad_backup_sh",
        Details = new BackupDetails
        {
            RunId = new string('a', 32),
            Instance = "acme-shop",
            Archive = archive,
            ArchiveBytes = 1,
            ArchiveSha256 = new string('b', 64),
            PlaintextBytes = 1,
            Compression = "zstd",
            Encryption = "openpgp",
            SourceKind = "sqlite",
            Source = "shop",
            Host = "web-1",
            Job = "nightly",
            Duration = TimeSpan.FromSeconds(1),
            Restore = $"gpg --decrypt {archive} | zstd -d > shop.sqlite3",
        },
    };
}
