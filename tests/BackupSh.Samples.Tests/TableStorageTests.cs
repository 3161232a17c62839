using BackupSh.Storage;
using BackupSh.TestSupport;
using CustomStorage;
using Microsoft.Data.Sqlite;

namespace BackupSh.Samples.Tests;

public sealed class TableStorageTests : IDisposable
{
    private static readonly UploadOptions Options = new() { RunId = "run-1" };
    private readonly TempDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => _directory.File("vault.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task UploadAsync_ProcessDied_ItsPartsAreSweptADayLater()
    {
        TableStorage storage = Create();
        Execute("INSERT INTO upload VALUES ('dead', unixepoch('now', '-25 hours') * 1000), ('alive', unixepoch('now', '-23 hours') * 1000)");
        Execute("INSERT INTO part VALUES ('dead', 0, x'00'), ('alive', 0, x'00')");

        await storage.UploadAsync("object", new MemoryStream([1]), Options, Token);

        Assert.Equal("alive", Execute("SELECT group_concat(id) FROM upload"));
        Assert.Equal(1L, Execute("SELECT count(*) FROM part WHERE id IN ('dead', 'alive')"));
        Assert.Equal(["object"], await storage.ListAsync("", Token).Select(item => item.Name).ToListAsync(Token));
    }

    [Fact]
    public async Task UploadAsync_ContentFails_LeavesNoRow()
    {
        TableStorage storage = Create();
        ContentStream content = ContentStream.FailingAt(300_000, ContentStream.Bytes(300_001), new IOException());

        await Assert.ThrowsAsync<IOException>(() => storage.UploadAsync("object", content, Options, Token));

        Assert.Equal(0L, Execute("SELECT (SELECT count(*) FROM part) + (SELECT count(*) FROM upload) + (SELECT count(*) FROM object)"));
    }

    [Fact]
    public async Task ReadAsync_ObjectWasDeletedMeanwhile_FailsInsteadOfEnding()
    {
        TableStorage storage = Create();
        await storage.UploadAsync("object", new MemoryStream(new byte[600_000]), Options, Token);
        await using Stream content = await storage.OpenReadAsync("object", ReadRange.All, Token);
        await content.ReadExactlyAsync(new byte[10], Token);
        await storage.DeleteAsync(["object"], Token);

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => content.CopyToAsync(Stream.Null, Token));

        Assert.Equal("object", thrown.ObjectName);
    }

    [Fact]
    public async Task ListAsync_ForeignName_IsListed()
    {
        TableStorage storage = Create();
        Execute("INSERT INTO object VALUES ('somebody''s file.txt', 'x', 0, 0)");

        Assert.Equal(["somebody's file.txt"], await storage.ListAsync("", Token).Select(item => item.Name).ToListAsync(Token));
    }

    private TableStorage Create()
    {
        TableDatabase.Create(File);
        return new TableStorage("vault", new TableStorageOptions { File = File });
    }

    private object? Execute(string sql)
    {
        using SqliteConnection connection = new($"Data Source={File};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
