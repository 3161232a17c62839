using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using BackupSh.TestSupport;

namespace BackupSh.Sources.PostgreSql.Tests;

public sealed class AwkhadSourceTests(SharedCluster shared) : IDisposable
{
    internal const string Erp = """
        CREATE TABLE ir_module_module (name varchar, latest_version varchar, state varchar);
        INSERT INTO ir_module_module VALUES ('base', '16.0.1.3', 'installed'), ('sale', '16.0.1.2', 'installed'), ('stock', NULL, 'uninstalled');
        CREATE TABLE ir_config_parameter (key varchar, value text);
        INSERT INTO ir_config_parameter VALUES ('database.uuid', '11111111-2222-3333-4444-555555555555'), ('web.base.url', 'https://erp.example.org');
        CREATE TABLE ir_cron (id int PRIMARY KEY, active bool, cron_name varchar);
        INSERT INTO ir_cron VALUES (1, true, 'mail'), (2, true, 'backup nightly'), (3, false, 'off anyway'), (4, true, 'backup weekly'), (5, true, 'currency');
        CREATE TABLE awkhad_backup_sh_config (id int, active bool);
        INSERT INTO awkhad_backup_sh_config VALUES (1, true), (2, false), (3, true);
        CREATE TABLE awkhad_backup_sh_config_cron (id int, ir_cron_id int REFERENCES ir_cron);
        INSERT INTO awkhad_backup_sh_config_cron VALUES (1, 2), (2, 4);
        """;

    private const string Active = "SELECT string_agg(id::text, ',' ORDER BY id) FROM ir_cron WHERE active";
    private const string Uuid = "SELECT value FROM ir_config_parameter WHERE key = 'database.uuid'";

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task RestoreAsync_Copy_SuspendsExactlyTheBackupsAndGetsItsOwnIdentity()
    {
        (PostgreSqlCluster cluster, AwkhadDatabaseSource source, string database) = await MakeAsync();
        string target = SourceMaking.NewName();

        await source.RestoreAsync(await source.DumpAsync(), target);

        Assert.Equal("1,5", await cluster.ValueAsync<string>(target, Active));
        Assert.Equal(0L, await cluster.ValueAsync<long>(target, "SELECT count(*) FROM awkhad_backup_sh_config WHERE active"));
        Assert.Equal("1,2,4,5", await cluster.ValueAsync<string>(database, Active));
        Assert.NotEqual(await cluster.ValueAsync<string>(database, Uuid), await cluster.ValueAsync<string>(target, Uuid));
        Assert.True(Guid.TryParse(await cluster.ValueAsync<string>(target, Uuid), out _));
        Assert.Equal("file 1", await File.ReadAllTextAsync(_directory.File($"{target}/ab/größe.txt"), SourceMaking.Token));
        Assert.Equal(File.GetUnixFileMode(_directory.Path), File.GetUnixFileMode(_directory.File(target)));
    }

    [Fact]
    public async Task RestoreAsync_Move_KeepsTheIdentity()
    {
        (PostgreSqlCluster cluster, AwkhadDatabaseSource source, _) = await MakeAsync();
        string target = SourceMaking.NewName();

        await source.RestoreAsync(await source.DumpAsync(), target, move: true);

        Assert.Equal("11111111-2222-3333-4444-555555555555", await cluster.ValueAsync<string>(target, Uuid));
        Assert.Equal("1,5", await cluster.ValueAsync<string>(target, Active));
    }

    [Theory]
    [InlineData("DROP TABLE awkhad_backup_sh_config_cron", "1,2,4,5", null)]
    [InlineData("DROP TABLE ir_cron CASCADE", null, null)]
    [InlineData("ALTER TABLE awkhad_backup_sh_config_cron RENAME ir_cron_id TO x", null, "BSH1066")]
    [InlineData("ALTER TABLE awkhad_backup_sh_config DROP active", null, "BSH1066")]
    [InlineData("CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''not so''; END'; CREATE TRIGGER no BEFORE UPDATE ON ir_cron EXECUTE FUNCTION no()", null, "BSH1066")]
    public async Task RestoreAsync_TablesMissingOrFailing_SuspendsWhatIsThereOrFails(string change, string? active, string? code)
    {
        (PostgreSqlCluster cluster, AwkhadDatabaseSource source, string database) = await MakeAsync();
        await cluster.ExecuteAsync(database, change);
        byte[] zip = await source.DumpAsync();
        string target = SourceMaking.NewName();

        if (code is not null)
        {
            Assert.Equal(code, (await Assert.ThrowsAsync<BackupSourceException>(() => source.RestoreAsync(zip, target))).Code);
            Assert.Null(await cluster.DatabasesLikeAsync(target));
            Assert.False(Directory.Exists(_directory.File(target)));
            return;
        }

        await source.RestoreAsync(zip, target);
        if (active is not null)
        {
            Assert.Equal(active, await cluster.ValueAsync<string>(target, Active));
        }
    }

    [Fact]
    public async Task RestoreAsync_PostgreSqlSource_SuspendsAsWellWithNamesOfItsOwn()
    {
        (PostgreSqlCluster cluster, _, string database) = await MakeAsync();
        await cluster.ExecuteAsync(database, "CREATE SCHEMA s; CREATE TABLE s.jobs (id int, active bool); INSERT INTO s.jobs VALUES (1, true)");
        PostgreSqlSource source = cluster.Source(database, options => options.SuspendedConfigs = [.. options.SuspendedConfigs, "s.jobs", "nowhere.at_all"]);
        string target = SourceMaking.NewName();

        await source.RestoreAsync(await source.DumpAsync(), target);

        Assert.Equal("1,5", await cluster.ValueAsync<string>(target, Active));
        Assert.False(await cluster.ValueAsync<bool>(target, "SELECT active FROM s.jobs"));
    }

    [Fact]
    public async Task RestoreAsync_Replace_ExchangesDatabaseAndFilestore()
    {
        (PostgreSqlCluster cluster, AwkhadDatabaseSource source, _) = await MakeAsync();
        byte[] zip = await source.DumpAsync();
        string target = SourceMaking.NewName();
        await source.RestoreAsync(zip, target);
        await File.WriteAllTextAsync(_directory.File(target + "/old"), "old", SourceMaking.Token);

        Assert.Equal("BSH1060", (await Assert.ThrowsAsync<BackupSourceException>(() => source.RestoreAsync(zip, target))).Code);
        RestoreReport report = await source.RestoreAsync(zip, target, replace: true);

        Assert.False(File.Exists(_directory.File(target + "/old")));
        Assert.True(File.Exists(_directory.File(report.PreviousTarget + "/old")));
        Assert.Equal(target + "," + report.PreviousTarget, await cluster.DatabasesLikeAsync(target + "%"));
    }

    [Fact]
    public async Task RestoreAsync_FilestoreOfTheTargetExists_IsRefusedBeforeAnything()
    {
        (PostgreSqlCluster cluster, AwkhadDatabaseSource source, _) = await MakeAsync();
        string target = SourceMaking.NewName();
        Directory.CreateDirectory(_directory.File(target));

        Assert.Equal("BSH1069", (await Assert.ThrowsAsync<BackupSourceException>(async () => await source.RestoreAsync(await source.DumpAsync(), target))).Code);
        Assert.Null(await cluster.DatabasesLikeAsync(target));
    }

    [Fact]
    public async Task RestoreAsync_DatabaseCannotBePublished_PutsTheOldFilestoreBack()
    {
        (PostgreSqlCluster cluster, AwkhadDatabaseSource source, _) = await MakeAsync();
        byte[] zip = await source.DumpAsync();
        string target = SourceMaking.NewName();
        await source.RestoreAsync(zip, target);
        await File.WriteAllTextAsync(_directory.File(target + "/old"), "old", SourceMaking.Token);
        Npgsql.NpgsqlConnection? session = null;

        await Assert.ThrowsAsync<BackupSourceException>(() => source.RestoreAsync(zip, target, replace: true, hook: async (_, _) => session = await cluster.OpenAsync(target)));

        await session!.DisposeAsync();
        Assert.True(File.Exists(_directory.File(target + "/old")));
        Assert.Equal(2, Directory.GetDirectories(_directory.Path).Length);
    }

    [Fact]
    public async Task WriteToAsync_Manifest_TellsDatabaseVersionAndModules()
    {
        (_, AwkhadDatabaseSource source, string database) = await MakeAsync();

        using ZipArchive zip = new(new MemoryStream(await source.DumpAsync()));

        Assert.Equal(["dump.sql", "manifest.json", "filestore/ab/größe.txt", "filestore/cd/empty"], zip.Entries.Select(entry => entry.FullName));
        await using Stream stream = zip.GetEntry("manifest.json")!.Open();
        JsonElement manifest = JsonDocument.Parse(stream).RootElement;
        Assert.Equal(database, manifest.GetProperty("db_name").GetString());
        Assert.Equal("16.0", manifest.GetProperty("major_version").GetString());
        Assert.Equal("16.0.1.2", manifest.GetProperty("modules").GetProperty("sale").GetString());
        Assert.Equal(2, manifest.GetProperty("modules").EnumerateObject().Count());
        Assert.Matches(@"^\d+\.\d+$", manifest.GetProperty("pg_version").GetString());
    }

    [Fact]
    public async Task WriteToAsync_NoModuleTable_HasAManifestAllTheSame()
    {
        (PostgreSqlCluster cluster, AwkhadDatabaseSource source, string database) = await MakeAsync();
        await cluster.ExecuteAsync(database, "DROP TABLE ir_module_module");

        using ZipArchive zip = new(new MemoryStream(await source.DumpAsync()));

        await using Stream stream = zip.GetEntry("manifest.json")!.Open();
        Assert.Empty(JsonDocument.Parse(stream).RootElement.GetProperty("modules").EnumerateObject());
    }

    [Fact]
    public async Task RestoreCommand_RunInAShell_RestoresWithoutBackupSh()
    {
        (PostgreSqlCluster cluster, AwkhadDatabaseSource source, string database) = await MakeAsync();
        RequiredTool.Find("unzip");
        using TempDirectory folder = new();
        await File.WriteAllBytesAsync(folder.File("content"), await source.DumpAsync(), SourceMaking.Token);
        string target = SourceMaking.NewName("restored");
        string command = source.Describe().RestoreCommand.Replace(" restored ", $" {target} ", StringComparison.Ordinal);
        Dictionary<string, string> environment = cluster.Environment;
        environment["PATH"] = PostgreSqlCluster.ToolDirectory + ":" + Environment.GetEnvironmentVariable("PATH");

        Shell.Result result = await Shell.RunAsync("sh", ["-c", "cat content " + command], environment: environment, workingDirectory: folder.Path, cancellationToken: SourceMaking.Token);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(await cluster.PlainAsync(database, "--no-owner"), await cluster.PlainAsync(target, "--no-owner"));
        Assert.Equal("file 1", await File.ReadAllTextAsync(folder.File($"{database}/filestore/ab/größe.txt"), SourceMaking.Token));
    }

    private async Task<(PostgreSqlCluster Cluster, AwkhadDatabaseSource Source, string Database)> MakeAsync()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        string database = await cluster.CreateAsync(Erp);
        string filestore = Path.Combine(Directory.CreateDirectory(_directory.File(database)).FullName);
        Directory.CreateDirectory(Path.Combine(filestore, "ab"));
        Directory.CreateDirectory(Path.Combine(filestore, "cd"));
        await File.WriteAllTextAsync(Path.Combine(filestore, "ab/größe.txt"), string.Create(CultureInfo.InvariantCulture, $"file {1}"), SourceMaking.Token);
        await File.WriteAllTextAsync(Path.Combine(filestore, "cd/empty"), "", SourceMaking.Token);
        return (cluster, cluster.Awkhad(database, filestore), database);
    }
}
