using BackupSh.Catalog;
using BackupSh.Options;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Restore;

/// <summary>The info file's <c>restore</c> line is what it says: a shell runs it where the files lie, without BackupSh.</summary>
public sealed class RestoreLineTests
{
    private const string Passphrase = "correct horse";

    public static TheoryData<CompressionAlgorithm, bool, string> Cases()
    {
        TheoryData<CompressionAlgorithm, bool, string> cases = new()
        {
            { CompressionAlgorithm.None, false, "shop" },
            { CompressionAlgorithm.None, true, "shop" },
            { CompressionAlgorithm.Zstd, false, "shop" },
            { CompressionAlgorithm.Zstd, true, "shop" },
        };
        foreach (string name in (string[])["my shop", "ünïcode", "-rf", "a'b\"c$(touch x)`touch y`;#&|<>*", "..", "日本"])
        {
            cases.Add(CompressionAlgorithm.Zstd, true, name);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task RestoreLine_RunByAShell_RestoresTheDatabase(CompressionAlgorithm compression, bool encrypt, string database)
    {
        RequiredTool.Find("zstd");
        using SqliteHost host = await SqliteHost.CreateAsync(database, job =>
        {
            job.Compression.Algorithm = compression;
            job.Encryption.Passphrase = encrypt ? Secret.FromValue(Passphrase) : null;
        });
        await host.BackUpAsync();
        string infoFile = host.StoredFile(file => file.EndsWith(".info", StringComparison.Ordinal));
        BackupInfo info = BackupInfoFile.Read(await File.ReadAllBytesAsync(infoFile, TestContext.Current.CancellationToken));
        string[] before = Directory.GetFiles(host.StorageDirectory);

        await RunAsync(info.Details!.Restore, host.StorageDirectory);

        string restored = Assert.Single(Directory.GetFiles(host.StorageDirectory).Except(before));
        Assert.Equal(BackupName.Escape(database) + ".sqlite3", Path.GetFileName(restored));
        await host.AssertSameContentAsync(restored);
    }

    private static async Task RunAsync(string line, string directory)
    {
        using Gpg gpg = new();
        Dictionary<string, string> environment = new()
        {
            ["PATH"] = gpg.WrapForPath(Passphrase) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
        };
        Shell.Result result = await Shell.RunAsync(
            "sh", ["-c", line], environment: environment, workingDirectory: directory, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, $"{line}\n{result.Error}");
    }
}
