using System.Text;
using BackupSh.Catalog;
using BackupSh.Rotation;
using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.Tests.Restore;
using BackupSh.TestSupport;

namespace BackupSh.Storage.S3.Tests.Interop;

/// <summary>Other people's programs read what we store, and we what they store.</summary>
public sealed class S3InteropTests(TestBucket bucket) : IClassFixture<TestBucket>
{
    private const string Folder = "company/erp";

    private static readonly byte[] Zip = ContentStream.Bytes(20_000);

    // A bucket of each test's own.
    private readonly string _bucket = $"test-{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rclone")]
    [InlineData("aws")]
    public async Task Backup_OfOurs_IsFetchedAndRestoredWithoutUs(string program)
    {
        RequiredTool.Find("zstd");
        S3Tool tool = await ToolAsync(program);
        await using S3Host host = new(bucket.Account, _bucket, Folder);
        string name = await host.BackUpAsync();
        using TempDirectory directory = new();

        IReadOnlyList<string> listed = await tool.ListAsync(Folder);
        await tool.FetchAsync(Folder, directory.Path);
        BackupInfo info = BackupInfoFile.Read(await File.ReadAllBytesAsync(directory.File(name + ".info"), Token));
        await RunByShellAsync(info.Details!.Restore, directory.Path);

        Assert.Equal([name + ".bin.zst.enc", name + ".info"], listed);
        Assert.Equal("awkhad_backup_sh", info.StorageService);
        Assert.Equal(Pattern(1000), await File.ReadAllBytesAsync(directory.File("shop.bin"), Token));
    }

    [Theory]
    [InlineData("rclone")]
    [InlineData("aws")]
    public async Task Backup_OfTheModulesPutByOthers_IsListedRestoredAndRotated(string program)
    {
        S3Tool tool = await ToolAsync(program);
        await using S3Host host = new(bucket.Account, _bucket, Folder);
        using TempDirectory directory = new();
        foreach (string time in (string[])["2019-03-24_03-00-01", "2020-03-24_03-00-01"])
        {
            foreach (string file in await ModulesFilesAsync(directory, time))
            {
                await tool.PutAsync(directory.File(file), $"{Folder}/{file}");
            }
        }

        IReadOnlyList<BackupEntry> listed = await host.ListAsync();
        byte[] restored = await host.DownloadAsync("shop.2019-03-24_03-00-01");
        RotationResult rotated = await host.RotateAsync();

        Assert.Equal(["shop.2020-03-24_03-00-01", "shop.2019-03-24_03-00-01"], listed.Select(entry => entry.Name.ToString()));
        Assert.All(listed, entry => Assert.Equal((BackupHealth.Complete, null), (entry.Health, entry.Info.Details)));
        Assert.Equal(Zip, restored);
        Assert.Null(rotated.Error);
        Assert.Equal(["shop.2019-03-24_03-00-01"], rotated.Deleted);
        Assert.Equal(["shop.2020-03-24_03-00-01.info", "shop.2020-03-24_03-00-01.zip.enc"], await tool.ListAsync(Folder));
    }

    [Fact]
    public async Task Backup_UnderKeysWithADot_GoesBothWays()
    {
        S3Tool tool = await ToolAsync("aws");
        await using S3Host host = new(bucket.Account, _bucket, ".");
        using TempDirectory directory = new();
        foreach (string file in await ModulesFilesAsync(directory, "2019-03-24_03-00-01"))
        {
            await tool.PutExactlyAsync(directory.File(file), "./" + file);
        }

        byte[] restored = await host.DownloadAsync("shop.2019-03-24_03-00-01");
        string name = await host.BackUpAsync();

        Assert.Equal(Zip, restored);
        Assert.Equal(Pattern(1000), await host.DownloadAsync(name));

        // The rotation after the run has removed the old one: one backup is kept.
        Assert.Equal([$"./{name}.bin.zst.enc", $"./{name}.info"], await tool.KeysAsync());
    }

    // What FakeSource makes by itself.
    private static byte[] Pattern(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i % 251))];

    private static async Task<string[]> ModulesFilesAsync(TempDirectory directory, string time)
    {
        using Gpg gpg = new();
        byte[] archive = await gpg.EncryptAsync(Zip, S3Host.Passphrase, "--s2k-mode", "1");
        string name = $"shop.{time}";
        string info = $"[common]\ndatabase = shop\nencrypted = True\nupload_datetime = {time}\nbackup_size = {archive.Length / 1048576.0:E}\nstorage_service = awkhad_backup_sh\n\n";
        await File.WriteAllBytesAsync(directory.File(name + ".zip.enc"), archive, Token);
        await File.WriteAllBytesAsync(directory.File(name + ".info"), Encoding.ASCII.GetBytes(info), Token);
        return [name + ".zip.enc", name + ".info"];
    }

    private static async Task RunByShellAsync(string line, string directory)
    {
        using Gpg gpg = new();
        Dictionary<string, string> environment = new()
        {
            ["PATH"] = gpg.WrapForPath(S3Host.Passphrase) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
        };
        Shell.Result result = await Shell.RunAsync("sh", ["-c", line], environment: environment, workingDirectory: directory, cancellationToken: Token);
        Assert.True(result.ExitCode == 0, $"{line}\n{result.Error}");
    }

    private async Task<S3Tool> ToolAsync(string program)
    {
        RequiredTool.Find(program);
        await bucket.Client.PutBucketAsync(_bucket, Token);
        return new S3Tool(program, bucket.Account, _bucket);
    }
}
