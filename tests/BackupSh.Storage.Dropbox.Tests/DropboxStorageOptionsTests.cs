using BackupSh.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackupSh.Storage.Dropbox.Tests;

public sealed class DropboxStorageOptionsTests
{
    [Fact]
    public void Validate_Minimum_HasNoFault() => Assert.Empty(FaultsOf(_ => { }));

    [Theory]
    [InlineData("backups/shop")]
    [InlineData("/backups/shop/")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("Sicherungen/Ünï ☃")]
    public void Validate_Folder_IsTaken(string folder) => Assert.Empty(FaultsOf(options => options.Folder = folder));

    [Fact]
    public void Validate_EverythingIsWrong_TellsEachFaultAndNoSecret()
    {
        IReadOnlyList<OptionsFault> faults = FaultsOf(options =>
        {
            options.AppKey = "";
            options.RefreshToken = null;
            options.Folder = "a//b";
            options.RootNamespaceId = "home";
            options.PartBytes = 5_000_000;
            options.PartsInFlight = 0;
            options.RequestTimeout = TimeSpan.Zero;
            options.DeletionTimeout = TimeSpan.FromDays(1);
            options.ServiceUrl = "https://user:canary@example.com/";
        });

        Assert.Equal(
            ["AppKey", "DeletionTimeout", "Folder", "PartBytes", "PartsInFlight", "RefreshToken", "RequestTimeout", "RootNamespaceId", "ServiceUrl"],
            faults.Select(fault => fault.Path).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("canary", string.Concat(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("a\\b")]
    [InlineData("a./b")]
    [InlineData("a\n")]
    public void Validate_FolderThatIsNone_IsAFault(string folder) =>
        Assert.Equal("BSH0927", Assert.Single(FaultsOf(options => options.Folder = folder)).Error.Code);

    [Fact]
    public void Validate_BothTokens_IsAFault() =>
        Assert.Equal("BSH0926", Assert.Single(FaultsOf(options => options.AccessToken = Secret.FromValue("x"))).Error.Code);

    [Fact]
    public void Read_EveryOption_IsTakenFromTheConfiguration()
    {
        DropboxStorageOptions? seen = null;
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storages:offsite:AppKey"] = "key",
            ["Storages:offsite:AppSecret"] = "secret",
            ["Storages:offsite:RefreshToken"] = "refresh",
            ["Storages:offsite:Folder"] = "backups",
            ["Storages:offsite:CreateFolder"] = "false",
            ["Storages:offsite:RootNamespaceId"] = "77",
            ["Storages:offsite:PartBytes"] = "8388608",
            ["Storages:offsite:PartsInFlight"] = "2",
            ["Storages:offsite:RequestTimeout"] = "00:00:30",
            ["Storages:offsite:DeletionTimeout"] = "00:00:40",
            ["Storages:offsite:ServiceUrl"] = "http://127.0.0.1:1/",
        }).Build();
        ServiceCollection services = new();
        services.AddBackupSh(configuration).AddDropboxStorage("offsite", options => seen = options);
        using ServiceProvider provider = services.BuildServiceProvider();

        _ = provider.GetRequiredService<IOptions<BackupSh.Options.BackupShOptions>>().Value;

        Assert.NotNull(seen);
        Assert.Equal(("key", "secret", "refresh", "backups", false), (seen.AppKey, seen.AppSecret?.Reveal(), seen.RefreshToken?.Reveal(), seen.Folder, seen.CreateFolder));
        Assert.Equal(("77", 8388608, 2, 30.0, 40.0), (seen.RootNamespaceId, seen.PartBytes, seen.PartsInFlight, seen.RequestTimeout.TotalSeconds, seen.DeletionTimeout.TotalSeconds));
        Assert.Equal("http://127.0.0.1:1/", seen.ServiceUrl);
    }

    private static IReadOnlyList<OptionsFault> FaultsOf(Action<DropboxStorageOptions> change)
    {
        DropboxStorageOptions options = new() { AppKey = "key", RefreshToken = Secret.FromValue("token") };
        change(options);
        OptionsScope scope = new("");
        DropboxStorageOptionsValidator.Validate(options, scope);
        return scope.Faults;
    }
}
