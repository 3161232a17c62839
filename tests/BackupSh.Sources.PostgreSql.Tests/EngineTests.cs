using System.Globalization;
using BackupSh.Backups;
using BackupSh.Restore;
using BackupSh.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Sources.PostgreSql.Tests;

/// <summary>The sources in the engine, as a host has them: encrypted, in a storage, and back.</summary>
public sealed class EngineTests(SharedCluster shared) : IDisposable
{
    private const string Passphrase = "correct horse battery staple";
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task RestoreAsync_LatestOfASource_IsTheDatabase()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        string database = await cluster.CreateAsync(PostgreSqlConformance.Content);
        await using ServiceProvider host = Host(builder => builder.AddPostgreSqlSource("shop", options => Connect(cluster, database, options)), "shop");
        string target = SourceMaking.NewName();

        (await host.GetRequiredService<BackupRunner>().RunAsync("job", cancellationToken: SourceMaking.Token)).EnsureSucceeded();
        RestoreResult result = await host.GetRequiredService<BackupRestorer>().RestoreAsync("latest:shop", new RestoreOptions { Target = target }, SourceMaking.Token);

        Assert.Equal(target, result.Target);
        Assert.Equal(await cluster.PlainAsync(database), await cluster.PlainAsync(target));
        Assert.EndsWith(".dump.zst.enc", Directory.GetFiles(_directory.File("backups"), "*.enc").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RestoreAsync_DamagedArchive_MakesNoDatabase()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        string database = await cluster.CreateAsync(PostgreSqlConformance.Content);
        await using ServiceProvider host = Host(builder => builder.AddPostgreSqlSource("shop", options => Connect(cluster, database, options)), "shop");
        (await host.GetRequiredService<BackupRunner>().RunAsync("job", cancellationToken: SourceMaking.Token)).EnsureSucceeded();
        string archive = Directory.GetFiles(_directory.File("backups"), "*.enc").Single();
        byte[] bytes = await File.ReadAllBytesAsync(archive, SourceMaking.Token);
        bytes[^30] ^= 1;
        File.SetUnixFileMode(archive, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllBytesAsync(archive, bytes, SourceMaking.Token);
        string target = SourceMaking.NewName();

        BackupShException failure = await Assert.ThrowsAsync<BackupShException>(
            () => host.GetRequiredService<BackupRestorer>().RestoreAsync("latest:shop", new RestoreOptions { Target = target }, SourceMaking.Token));

        Assert.Equal("BSH0601", failure.Code);
        Assert.Null(await cluster.DatabasesLikeAsync(target));
    }

    [Fact]
    public async Task RunAsync_AllDatabases_BacksUpEachAndTheGlobals()
    {
        await using PostgreSqlCluster cluster = await PostgreSqlCluster.StartAsync();
        await cluster.CreateAsync(name: "one");
        await cluster.CreateAsync(name: "größe");
        await cluster.CreateAsync(name: "test-left-out");
        await cluster.CreateAsync("CREATE ROLE someone; CREATE ROLE reader LOGIN PASSWORD 'x1'; CREATE TABLE hidden (id int)", "closed");
        await using ServiceProvider host = Host(
            builder => builder
                .AddPostgreSqlSource("srv", options => All(options, "postgres", PostgreSqlCluster.Password))
                .AddPostgreSqlSource("limited", options =>
                {
                    All(options, "reader", "x1");
                    options.Globals = false;
                })
                .AddJob("limited", job => (job.Source, job.Storages) = ("limited", ["disk"])),
            "srv");
        BackupRunner runner = host.GetRequiredService<BackupRunner>();

        RunResult all = await runner.RunAsync("job", cancellationToken: SourceMaking.Token);
        await cluster.CreateAsync(name: "later");
        RunResult limited = await runner.RunAsync("limited", cancellationToken: SourceMaking.Token);

        Assert.Equal((RunStatus.Succeeded, "closed,größe,one,postgres,srv=globals"), (all.Status, string.Join(',', all.Backups.Select(backup => backup.Database).Order(StringComparer.Ordinal))));
        Assert.Equal((RunStatus.Failed, "closed"), (limited.Status, Assert.Single(limited.Backups, backup => backup.Error is not null).Database));
        Assert.Equal("größe,later,one,postgres", string.Join(',', limited.Backups.Where(backup => backup.Error is null).Select(backup => backup.Database).Order(StringComparer.Ordinal)));
        using MemoryStream globals = new();
        string name = all.Backups.Single(backup => backup.Database == "srv=globals").Name!;
        await host.GetRequiredService<BackupRestorer>().DownloadAsync(name, globals, decrypt: true, cancellationToken: SourceMaking.Token);
        Assert.Contains("CREATE ROLE someone;", System.Text.Encoding.UTF8.GetString(globals.ToArray()), StringComparison.Ordinal);

        void All(PostgreSqlSourceOptions options, string user, string password)
        {
            Connect(cluster, "postgres", options);
            (options.ConnectionString, options.Password) = (cluster.ConnectionString("postgres", user), Secret.FromValue(password));
            (options.AllDatabases, options.ExcludeDatabases) = (true, ["test-*"]);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RestoreAsync_BackupOfTheModules_FindsItsSourceByTheDatabase(bool encrypted)
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        string database = await cluster.CreateAsync(AwkhadSourceTests.Erp);
        Directory.CreateDirectory(_directory.File("store/" + database));
        await File.WriteAllTextAsync(_directory.File($"store/{database}/x"), "content", SourceMaking.Token);
        Directory.CreateDirectory(_directory.File("backups"));
        string name = _directory.File($"backups/{database}.2019-03-24_03-00-01");
        await File.WriteAllBytesAsync(name + ".zip", await cluster.Awkhad(database, _directory.File("store/" + database)).DumpAsync(), SourceMaking.Token);
        if (encrypted)
        {
            await EncryptAsync(name + ".zip");
        }

        await File.WriteAllTextAsync(name + ".info", string.Create(CultureInfo.InvariantCulture, $"""
            [common]
            database = {database}
            encrypted = {encrypted}
            upload_datetime = 2019-03-24_03-00-01
            backup_size = 0.5
            storage_service = awkhad_backup_sh

            """), SourceMaking.Token);
        await using ServiceProvider host = Host(
            builder => builder.AddAwkhadDatabaseSource("erp", options =>
            {
                (options.ConnectionString, options.Password) = (cluster.ConnectionString(database), Secret.FromValue(PostgreSqlCluster.Password));
                (options.ToolDirectory, options.FilestoreDirectory) = (PostgreSqlCluster.ToolDirectory, _directory.File("store/" + database));
            }),
            "erp");
        string target = SourceMaking.NewName();

        await host.GetRequiredService<BackupRestorer>().RestoreAsync($"latest:{database}", new RestoreOptions { Target = target }, SourceMaking.Token);

        Assert.Equal("1,5", await cluster.ValueAsync<string>(target, "SELECT string_agg(id::text, ',' ORDER BY id) FROM ir_cron WHERE active"));
        Assert.Equal("content", await File.ReadAllTextAsync(_directory.File($"store/{target}/x"), SourceMaking.Token));
    }

    private async Task EncryptAsync(string file)
    {
        Dictionary<string, string> environment = new() { ["GNUPGHOME"] = Directory.CreateDirectory(_directory.File("gnupg")).FullName };
        File.SetUnixFileMode(environment["GNUPGHOME"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string[] arguments = ["--batch", "--pinentry-mode", "loopback", "--passphrase-fd", "0", "--symmetric", "--cipher-algo", "AES256", "--output", file + ".enc", file];
        Shell.Result result = await Shell.RunAsync(RequiredTool.Find("gpg"), arguments, Passphrase, environment, cancellationToken: SourceMaking.Token);
        await Shell.RunAsync("gpgconf", ["--kill", "gpg-agent"], environment: environment, cancellationToken: SourceMaking.Token);
        Assert.True(result.ExitCode == 0, result.Error);
        File.Delete(file);
    }

    private static void Connect(PostgreSqlCluster cluster, string database, PostgreSqlSourceOptions options)
    {
        (options.ConnectionString, options.Password) = (cluster.ConnectionString(database), Secret.FromValue(PostgreSqlCluster.Password));
        options.ToolDirectory = PostgreSqlCluster.ToolDirectory;
    }

    private ServiceProvider Host(Action<IBackupShBuilder> configure, string source)
    {
        ServiceCollection services = new();
        IBackupShBuilder builder = services.AddBackupSh()
            .Configure(options => options.Instance = "test")
            .AddFileSystemStorage("disk", storage => storage.Directory = _directory.File("backups"))
            .AddJob("job", job =>
            {
                (job.Source, job.Storages) = (source, ["disk"]);
                job.Encryption.Passphrase = Secret.FromValue(Passphrase);
            });
        configure(builder);
        return services.BuildServiceProvider();
    }
}
