using BackupSh.Backups;
using BackupSh.Options;
using BackupSh.Restore;
using BackupSh.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Restore;

/// <summary>A host as in the documentation: a SQLite database, a directory for its backups, and one to restore to.</summary>
public sealed class SqliteHost : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ServiceProvider _services;
    private readonly string _database;

    private SqliteHost(string databaseName, Action<BackupJobOptions>? configureJob, Action<IServiceCollection>? configureServices)
    {
        _database = _directory.File("live.db");
        StorageDirectory = Directory.CreateDirectory(_directory.File("storage")).FullName;
        RestoreDirectory = Directory.CreateDirectory(_directory.File("restored")).FullName;
        ServiceCollection services = new();
        services.AddBackupSh()
            .AddSqliteSource("shop", source =>
            {
                source.ConnectionString = $"Data Source={_database}";
                source.Database = databaseName;
            })
            .AddFileSystemStorage("nas", storage => storage.Directory = StorageDirectory)
            .AddJob("nightly", job =>
            {
                job.Source = "shop";
                job.Storages = ["nas"];
                configureJob?.Invoke(job);
            });
        configureServices?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public string StorageDirectory { get; }

    public string RestoreDirectory { get; }

    public static async Task<SqliteHost> CreateAsync(
        string databaseName, Action<BackupJobOptions>? configureJob = null, Action<IServiceCollection>? configureServices = null)
    {
        SqliteHost host = new(databaseName, configureJob, configureServices);
        await QueryAsync(host._database, "CREATE TABLE goods(id INTEGER PRIMARY KEY, name TEXT); INSERT INTO goods(name) VALUES ('tea'), ('bänke'); CREATE INDEX by_name ON goods(name);");
        return host;
    }

    public static async Task<string> QueryAsync(string database, string sql)
    {
        Shell.Result result = await Shell.RunAsync(RequiredTool.Find("sqlite3"), [database, sql]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output.Trim();
    }

    public async Task BackUpAsync() =>
        (await _services.GetRequiredService<BackupRunner>().RunAsync("nightly", cancellationToken: TestContext.Current.CancellationToken)).EnsureSucceeded();

    public Task<RestoreResult> RestoreAsync(bool replace = false) => _services.GetRequiredService<BackupRestorer>().RestoreAsync(
        "latest:shop",
        new RestoreOptions { Target = Path.Combine(RestoreDirectory, "shop.db"), Replace = replace },
        TestContext.Current.CancellationToken);

    public string StoredFile(Func<string, bool> isWanted) => Directory.GetFiles(StorageDirectory).Single(isWanted);

    /// <summary>Asserts that a database is sound and holds what the live one holds.</summary>
    public async Task AssertSameContentAsync(string database)
    {
        Assert.Equal("ok", await QueryAsync(database, "PRAGMA integrity_check"));
        Assert.Equal(await QueryAsync(_database, ".dump"), await QueryAsync(database, ".dump"));
    }

    public void Dispose()
    {
        _services.Dispose();
        _directory.Dispose();
    }
}
