using BackupSh.Catalog.Store;
using BackupSh.Configuration;
using BackupSh.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Catalog.Sqlite.Tests;

public sealed class SqliteCatalogOptionsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public async Task AddSqliteCatalogType_SectionNamesIt_UsesTheFileBesideTheConfiguration()
    {
        await using ServiceProvider services = Build(("Type", "sqlite"), ("File", "catalog.db"), ("BusyTimeout", "00:00:05"), ("FallBackToMemory", "true"));

        await services.GetRequiredService<CatalogStore>().TryWriteAsync(Stores.Record("1"), TestContext.Current.CancellationToken);

        Assert.True(File.Exists(_directory.File("catalog.db")));
    }

    [Fact]
    public async Task AddSqliteCatalog_InCode_Wins()
    {
        await using ServiceProvider services = Build(builder => builder.AddSqliteCatalog(options => options.File = _directory.File("code.db")), ("File", "section.db"));

        await services.GetRequiredService<CatalogStore>().TryWriteAsync(Stores.Record("1"), TestContext.Current.CancellationToken);

        Assert.True(File.Exists(_directory.File("code.db")));
        Assert.False(File.Exists(_directory.File("section.db")));
    }

    [Fact]
    public void Validate_EveryOptionWrong_ListsEveryFault()
    {
        using ServiceProvider services = Build(
            builder => builder.AddSqliteCatalog(options => (options.File, options.BusyTimeout) = ("a\0b", TimeSpan.Zero)));

        Assert.Equal(["BSH1120", "BSH1121"], Faults(services));
    }

    [Fact]
    public void Validate_NoFile_IsAFault()
    {
        using ServiceProvider services = Build(("Type", "Sqlite"));

        Assert.Equal(["BSH0106"], Faults(services));
    }

    public void Dispose() => _directory.Dispose();

    private static IEnumerable<string> Faults(ServiceProvider services) =>
        Assert.Throws<BackupShConfigurationException>(services.GetRequiredService<CatalogStore>).Faults.Select(fault => fault.Error.Code);

    private ServiceProvider Build(params (string Key, string Value)[] catalog) => Build(builder => builder.AddSqliteCatalogType(), catalog);

    private ServiceProvider Build(Action<IBackupShBuilder> configure, params (string Key, string Value)[] catalog)
    {
        IConfigurationSection section = new ConfigurationBuilder()
            .AddInMemoryCollection(catalog.Select(pair => KeyValuePair.Create("BackupSh:Catalog:" + pair.Key, (string?)pair.Value)))
            .Build().GetSection("BackupSh");
        ServiceCollection services = new();
        configure(services.AddBackupSh(section, _directory.Path));
        return services.BuildServiceProvider();
    }
}
