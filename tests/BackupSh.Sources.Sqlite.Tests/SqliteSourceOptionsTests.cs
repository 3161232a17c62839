using BackupSh.Configuration;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Sources.Sqlite.Tests;

public sealed class SqliteSourceOptionsTests
{
    [Fact]
    public void Read_EveryKey_SetsEveryOption()
    {
        SqliteSourceOptions options = Read(
            ("ConnectionString", "Data Source=data/shop.db;Password=hunter2"),
            ("Database", "erp"),
            ("ScratchDirectory", "scratch"),
            ("WhenNotWal", "refuse"),
            ("BusyTimeout", "00:00:05"),
            ("CheckBeforeUpload", "false"));
        SqliteConnectionStringBuilder connection = new(options.ConnectionString);
        Assert.Equal("/etc/backupsh/data/shop.db", connection.DataSource);
        Assert.Equal("hunter2", connection.Password);
        Assert.Equal("erp", options.Database);
        Assert.Equal("/etc/backupsh/scratch", options.ScratchDirectory);
        Assert.Equal(WhenNotWal.Refuse, options.WhenNotWal);
        Assert.Equal(TimeSpan.FromSeconds(5), options.BusyTimeout);
        Assert.False(options.CheckBeforeUpload);
    }

    [Theory]
    [InlineData("Data Source=shop.db", "/etc/backupsh/shop.db", "shop")]
    [InlineData("Data Source=/var/lib/shop.v2.db", "/var/lib/shop.v2.db", "shop.v2")]
    [InlineData("Data Source=file:shop.db?immutable=1", "/etc/backupsh/shop.db", "shop")]
    [InlineData("Data Source=file:/var/a%20b.db", "/var/a b.db", "a b")]
    [InlineData("Data Source=file:///var/shop.db#x", "/var/shop.db", "shop")]
    public void Anchor_AnyForm_CountsFromTheConfiguration(string connectionString, string path, string name)
    {
        SqliteDataSource? source = SqliteDataSource.TryParse(SqliteDataSource.Anchor(connectionString, "/etc/backupsh"));
        Assert.Equal(path, source?.FilePath);
        Assert.Equal(name, source?.DefaultName);
    }

    [Theory]
    [InlineData("Data Source=shop.db;Mode=ReadWriteCreate;Cache=Shared;Pooling=True", SqliteOpenMode.ReadWrite)]
    [InlineData("Data Source=shop.db;Mode=ReadOnly", SqliteOpenMode.ReadOnly)]
    public void ConnectionString_Always_NeitherCreatesNorShares(string connectionString, SqliteOpenMode mode)
    {
        SqliteConnectionStringBuilder connection = new(SqliteDataSource.TryParse(connectionString)!.ConnectionString);
        Assert.Equal(mode, connection.Mode);
        Assert.Equal(SqliteCacheMode.Private, connection.Cache);
        Assert.False(connection.Pooling);
    }

    [Theory]
    [InlineData(null, "BSH0106")]
    [InlineData("Password=hunter2", "BSH0310")]
    [InlineData("Data Source=a.db;hunter2=b", "BSH0310")]
    [InlineData("Data Source=:memory:;Password=hunter2", "BSH0311")]
    [InlineData("Data Source=x;Mode=Memory", "BSH0311")]
    [InlineData("Data Source=file::memory:?cache=shared", "BSH0311")]
    public void Validate_UnusableConnectionString_IsAFaultWithoutThePassword(string? connectionString, string code)
    {
        OptionsFault? fault = Fault(options => options.ConnectionString = connectionString);
        Assert.Equal(code, fault?.Error.Code);
        Assert.DoesNotContain("hunter2", fault?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WrongValues_AreFaults()
    {
        Assert.Equal("BSH0312", Fault(options => options.Database = new string('x', 201))?.Error.Code);
        Assert.Equal("BSH0313", Fault(options => options.BusyTimeout = TimeSpan.FromSeconds(-1))?.Error.Code);
        Assert.Equal("BSH0316", Fault(options => options.WhenNotWal = (WhenNotWal)7)?.Error.Code);
        Assert.Null(Fault(_ => { }));
    }

    [Fact]
    public void Describe_OwnDatabase_TellsWhatABackupWillBe()
    {
        using TestDatabase database = new("delete");
        SourceDescription description = database.Source().Describe();
        Assert.Equal(("sqlite", "shop", "sqlite3"), (description.Kind, description.Database, description.Extension));
        Assert.Equal("> shop.sqlite3", description.RestoreCommand);
        Assert.Equal(new FileInfo(database.Path).Length, description.SizeHintBytes);
        Assert.Throws<ArgumentException>(() => database.Source().Describe("other"));
    }

    [Fact]
    public async Task CreateUnconfigured_Source_RestoresOnly()
    {
        using TestDatabase database = new();
        await database.BackUpAsync("copy.sqlite3");
        Builder builder = new();
        builder.AddSqliteSourceType().AddSqliteSourceType();
        ComponentType<IBackupSource> type = Assert.Single(
            builder.Services.Select(service => service.ImplementationInstance).OfType<ComponentType<IBackupSource>>());
        Assert.Equal(("Sqlite", "sqlite"), (type.Name, type.InfoName));
        IRestorableBackupSource source = Assert.IsAssignableFrom<IRestorableBackupSource>(type.CreateUnconfigured(builder));
        using FileStream content = new(database.File("copy.sqlite3"), FileMode.Open);
        await source.RestoreAsync(
            content,
            new RestoreRequest { Target = database.File("back.db"), Time = DateTimeOffset.UnixEpoch },
            TestContext.Current.CancellationToken);
        Assert.True(File.Exists(database.File("back.db")));
        Assert.Equal("BSH0314", Assert.Throws<BackupSourceException>(() => source.Describe()).Code);
    }

    private static OptionsFault? Fault(Action<SqliteSourceOptions> configure)
    {
        SqliteSourceOptions options = new() { ConnectionString = "Data Source=shop.db" };
        configure(options);
        OptionsScope scope = new("BackupSh:Sources:shop");
        SqliteSourceOptionsValidator.Validate(options, scope);
        return scope.Faults.Count == 0 ? null : Assert.Single(scope.Faults);
    }

    private static SqliteSourceOptions Read(params (string Key, string Value)[] values)
    {
        OptionsScope scope = new("BackupSh:Sources:shop");
        OptionsReader reader = new(
            new OptionsSection("shop", null, [.. values.Select(value => new OptionsSection(value.Key, value.Value, []))]), scope, "/etc/backupsh");
        SqliteSourceOptions options = new();
        SqliteSourceOptionsReading.Read(reader, options);
        reader.ReportUnknownKeys();
        Assert.Empty(scope.Faults);
        return options;
    }

    private sealed class Builder : IBackupShBuilder, IServiceProvider
    {
        public IServiceCollection Services { get; } = new ServiceCollection();

        public object? GetService(Type serviceType) => null;
    }
}
