using BackupSh.Catalog.Store;
using BackupSh.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Catalog.PostgreSql.Tests;

public sealed class PostgreSqlCatalogOptionsTests
{
    [Fact]
    public void AddPostgreSqlCatalogType_SectionNamesIt_TakesEveryOption()
    {
        using ServiceProvider services = Build(
            ("Type", "PostgreSql"), ("ConnectionString", "Host=127.0.0.1;Database=x"), ("Password", "secret"), ("Schema", "other"));

        Assert.IsType<PostgreSqlCatalogStore>(services.GetRequiredService<CatalogStore>());
    }

    [Theory]
    [InlineData("ConnectionString", "", "BSH0106")]
    [InlineData("ConnectionString", "Host", "BSH1130")]
    [InlineData("ConnectionString", "Database=x", "BSH1130")]
    [InlineData("Password", "${BACKUPSH_TEST_NOWHERE}", "BSH0001")]
    [InlineData("Schema", "a; DROP", "BSH1131")]
    public void Validate_WrongOption_SaysWhichAndHidesItsValue(string key, string value, string code)
    {
        Dictionary<string, string> section = new() { ["Type"] = "PostgreSql", ["ConnectionString"] = "Host=127.0.0.1", [key] = value };
        using ServiceProvider services = Build([.. section.Select(pair => (pair.Key, pair.Value))]);

        OptionsFault fault = Assert.Single(Assert.Throws<BackupShConfigurationException>(services.GetRequiredService<CatalogStore>).Faults);

        Assert.Equal(("BackupSh:Catalog:" + key, code), (fault.Path, fault.Error.Code));
    }

    private static ServiceProvider Build(params (string Key, string Value)[] catalog)
    {
        IConfigurationSection section = new ConfigurationBuilder()
            .AddInMemoryCollection(catalog.Select(pair => KeyValuePair.Create("BackupSh:Catalog:" + pair.Key, (string?)pair.Value)))
            .Build().GetSection("BackupSh");
        ServiceCollection services = new();
        services.AddBackupSh(section).AddPostgreSqlCatalogType();
        return services.BuildServiceProvider();
    }
}
