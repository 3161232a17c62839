using BackupSh.Catalog.Store;
using BackupSh.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Configuration;

public sealed class CatalogOptionsTests
{
    private static readonly ComponentType<CatalogStore, FakeSourceOptions> Other = new(
        "Other", "other", static (_, _) => { }, static (_, _) => { }, static (_, _, _) => new InMemoryCatalogStore());

    [Theory]
    [InlineData(null)]
    [InlineData("\"Catalog\": { \"Type\": \"InMemory\" }")]
    public async Task GetService_NothingElseNamed_IsInMemory(string? json)
    {
        await using ServiceProvider services = TestEngine.Build(json);

        Assert.IsType<InMemoryCatalogStore>(services.GetRequiredService<CatalogStore>());
    }

    [Theory]
    [InlineData("{}", "BackupSh:Catalog:Type BSH0114")]
    [InlineData("{ \"Type\": \"Oracle\" }", "BackupSh:Catalog:Type BSH0112")]
    [InlineData("{ \"Type\": \"Sqlite\", \"File\": \"x.db\" }", "BackupSh:Catalog:Type BSH0113")]
    [InlineData("{ \"Type\": \"PostgreSql\" }", "BackupSh:Catalog:Type BSH0113")]
    [InlineData("{ \"Type\": \"InMemory\", \"File\": \"x.db\" }", "BackupSh:Catalog:File BSH0102")]
    public void Read_WrongSection_SaysWhereAndWhy(string section, string fault) =>
        Assert.Equal([fault], TestEngine.Faults($"\"Catalog\": {section}"));

    [Fact]
    public void Read_CodeAndSectionDiffer_IsAFault() =>
        Assert.Equal(
            ["BackupSh:Catalog:Type BSH0115"],
            TestEngine.Faults("\"Catalog\": { \"Type\": \"InMemory\" }", builder => builder.AddCatalog(Other)));

    [Fact]
    public void Read_TwoInCode_IsAFault() =>
        Assert.Equal(["BackupSh:Catalog BSH0116"], TestEngine.Faults(null, builder => builder.AddCatalog(Other).AddCatalog(Other)));
}
