using BackupSh.Configuration;
using BackupSh.Rotation;
using BackupSh.Tests.Configuration;
using BackupSh.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.DependencyInjection;

/// <summary>What the documentation shows to a host, in code and as a file.</summary>
public sealed class DesignExampleTests
{
    [Fact]
    public void Code_OfTheDocumentation_MakesTheJob()
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("BackupSh:Storages:offsite:Type", "Memory")])
            .Build();
        ServiceCollection services = new();
        services.AddBackupSh(configuration.GetSection("BackupSh"))
            .AddSqliteSource("shop", o => o.ConnectionString = "Data Source=shop.db")
            .AddFileSystemStorage("nas", o => o.Directory = "/mnt/backups")
            .AddStorage("offsite", TestEngine.Memory)
            .AddJob("nightly", job =>
            {
                job.Source = "shop";
                job.Storages = ["offsite", "nas"];
                job.Schedule = "0 3 * * *";
                job.TimeZone = "Europe/Berlin";
                job.Encryption.Passphrase = "correct horse";
                job.Rotation.Daily = RotationRule.Limited(7);
                job.Rotation.Monthly = RotationRule.Unlimited;
            });
        using ServiceProvider provider = services.BuildServiceProvider();

        JobConfiguration job = provider.GetRequiredService<EngineConfiguration>().Jobs["nightly"];

        Assert.Equal(["offsite", "nas"], job.Storages.Select(storage => storage.Name));
        Assert.Equal("daily=7 monthly=unlimited Europe/Berlin", job.Storages[0].Rotation.ToString());
    }

    [Fact]
    public void File_OfTheDocumentation_MakesTheJob()
    {
        using TempDirectory folder = new();
        File.WriteAllText(folder.File("passphrase"), "correct horse\n");
        File.WriteAllText(folder.File("backupsh.json"), """
            { "BackupSh": {
                "Sources":  { "shop": { "Type": "Sqlite", "ConnectionString": "Data Source=shop.db" } },
                "Storages": { "nas":  { "Type": "FileSystem", "Directory": "backups" },
                              "offsite": { "Type": "Memory" } },
                "Jobs":     { "nightly": { "Source": "shop", "Storages": ["nas", "offsite"], "Schedule": "0 3 * * *", "TimeZone": "Europe/Berlin",
                                           "Encryption": { "Passphrase": "file:passphrase" },
                                           "Rotation": { "Daily": 7, "Weekly": "unlimited", "Monthly": "disabled" } } } } }
            """);
        IConfiguration configuration = new ConfigurationBuilder().AddJsonFile(folder.File("backupsh.json")).Build();
        ServiceCollection services = new();
        services.AddBackupSh(configuration.GetSection("BackupSh"), folder.Path).AddSqliteSourceType().AddStorageType(TestEngine.Memory);
        using ServiceProvider provider = services.BuildServiceProvider();

        JobConfiguration job = provider.GetRequiredService<EngineConfiguration>().Jobs["nightly"];

        Assert.Equal("correct horse", job.Encryption?.Passphrase?.Reveal());
        Assert.Equal("daily=7 weekly=unlimited Europe/Berlin", job.Storages[0].Rotation.ToString());
        Assert.Equal("sqlite", provider.GetRequiredService<ComponentRegistry>().GetSourceInfoName("shop"));
    }
}
