using System.Security.Cryptography;
using System.Text;
using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.EndToEnd.Tests.Places;

namespace BackupSh.EndToEnd.Tests;

/// <summary>One job, whose backups go to a directory, a bucket, Dropbox and Google Drive at once.</summary>
public sealed class AllStoragesTests(StorageServers servers)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_FourStorages_HoldTheSameBytesAndEachRestores()
    {
        await using AllStoragesHost host = await AllStoragesHost.StartAsync(servers);
        Dictionary<string, byte[]> files = await FillAsync(host);

        RunResult run = await host.RunAsync();

        Assert.Equal(RunStatus.Succeeded, run.Status);
        SortedDictionary<string, string> first = await ReadAsync(host.Places[0]);
        Assert.Equal([run.Backups[0].Name + ".info", run.Backups[0].Archive!], first.Keys);
        foreach (StoragePlace place in host.Places)
        {
            Assert.Equal(first, await ReadAsync(place));
            Assert.Equal(files, await ReadAsync(await host.RestoreAsync(run.Backups[0].Name!, place)));
        }
    }

    [Theory]
    [InlineData("disk")]
    [InlineData("bucket")]
    [InlineData("dropbox")]
    [InlineData("drive")]
    public async Task RunAsync_OneStorageWasDown_PartiallySucceedsAndTheNextRunHealsIt(string name)
    {
        await using AllStoragesHost host = await AllStoragesHost.StartAsync(servers);
        Dictionary<string, byte[]> files = await FillAsync(host);
        StoragePlace down = host.Places.Single(place => place.Name == name);
        down.TakeDown();

        RunResult missed = await host.RunAsync();

        Assert.Equal(RunStatus.PartiallySucceeded, missed.Status);
        Assert.Equal([name], missed.Backups[0].Outcomes.Where(outcome => !outcome.IsCommitted).Select(outcome => outcome.Storage));
        down.BringUp();
        Assert.Empty(await down.ReadAllAsync(Token));

        await File.WriteAllTextAsync(Path.Combine(host.SourceDirectory, "later.txt"), "written after the first run", Token);
        RunResult next = await host.RunAsync();

        Assert.Equal(RunStatus.Succeeded, next.Status);
        SortedDictionary<string, string> whole = await ReadAsync(host.Places.First(place => place != down));
        Assert.Equal(4, whole.Count);
        Assert.Equal(whole, await ReadAsync(down));
        Assert.All(await host.ListAsync(down), entry => Assert.Equal(BackupHealth.Complete, entry.Health));
        Assert.Equal(files, await ReadAsync(await host.RestoreAsync(missed.Backups[0].Name!, down)));
    }

    private static async Task<Dictionary<string, byte[]>> FillAsync(AllStoragesHost host)
    {
        // Some that do not compress, so that the archive needs several parts at Drive.
        Dictionary<string, byte[]> files = new()
        {
            ["photo.raw"] = RandomNumberGenerator.GetBytes(700 * 1024),
            ["notes/Übersicht.txt"] = "Grüße"u8.ToArray(),
            ["empty"] = [],
        };
        foreach ((string name, byte[] content) in files)
        {
            string path = Path.Combine(host.SourceDirectory, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, content, Token);
        }

        return files;
    }

    // Byte for byte, but for the line of an info file that names the storage.
    private static async Task<SortedDictionary<string, string>> ReadAsync(StoragePlace place)
    {
        SortedDictionary<string, string> objects = new(StringComparer.Ordinal);
        foreach ((string name, byte[] content) in await place.ReadAllAsync(Token))
        {
            string[] lines = Encoding.Latin1.GetString(content).Split('\n');
            objects.Add(name, string.Join('\n', lines.Where(line => !line.StartsWith("storage_service = ", StringComparison.Ordinal))));
        }

        return objects;
    }

    private static async Task<Dictionary<string, byte[]>> ReadAsync(string directory)
    {
        Dictionary<string, byte[]> files = [];
        foreach (string path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            files.Add(Path.GetRelativePath(directory, path), await File.ReadAllBytesAsync(path, Token));
        }

        return files;
    }
}
