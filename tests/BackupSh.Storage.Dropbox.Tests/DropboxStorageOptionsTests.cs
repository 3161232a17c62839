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
            ["BackupSh:Storages:offsite:AppKey"] = "key",
            ["BackupSh:Storages:offsite:AppSecret"] = "secret",
            ["BackupSh:Storages:offsite:RefreshToken"] = "refresh",
            ["BackupSh:Storages:offsite:Folder"] = "backups",
            ["BackupSh:Storages:offsite:CreateFolder"] = "false",
            ["BackupSh:Storages:offsite:RootNamespaceId"] = "77",
            ["BackupSh:Storages:offsite:PartBytes"] = "8388608",
            ["BackupSh:Storages:offsite:PartsInFlight"] = "2",
            ["BackupSh:Storages:offsite:RequestTimeout"] = "00:00:30",
            ["BackupSh:Storages:offsite:DeletionTimeout"] = "00:00:40",
            ["BackupSh:Storages:offsite:ServiceUrl"] = "http://127.0.0.1:1/",
        }).Build();
        ServiceCollection services = new();
        services.AddBackupSh(configuration.GetSection("BackupSh")).AddDropboxStorage("offsite", options => seen = options);
        using ServiceProvider provider = services.BuildServiceProvider();

        _ = provider.GetRequiredService<IOptions<BackupSh.Options.BackupShOptions>>().Value;

        Assert.NotNull(seen);
        Assert.Equal(("key", "secret", "refresh", "backups", false), (seen.AppKey, seen.AppSecret?.Reveal(), seen.RefreshToken?.Reveal(), seen.Folder, seen.CreateFolder));
        Assert.Equal(("77", 8388608, 2, 30.0, 40.0), (seen.RootNamespaceId, seen.PartBytes, seen.PartsInFlight, seen.RequestTimeout.TotalSeconds, seen.DeletionTimeout.TotalSeconds));
        Assert.Equal("http://127.0.0.1:1/", seen.ServiceUrl);
    }

    [Theory]
    [InlineData(AccessRole.Writer, "files.content.write", "")]
    [InlineData(AccessRole.Pruner, "files.content.write", "account_info.read")]
    [InlineData(AccessRole.Restorer, "files.content.read", "files.content.write")]
    public void LeastRights_OfARole_NameItsScopesAndTheFolder(AccessRole role, string with, string without)
    {
        IReadOnlyList<AccessPolicy> rights = DropboxRights.Of(new DropboxStorageOptions { Folder = "backups/shop", RefreshToken = Secret.FromValue("canary") });

        string text = Assert.Single(rights, policy => policy.Role == role).Text;
        Assert.Contains(with, text, StringComparison.Ordinal);
        Assert.True(without.Length == 0 || !text.Contains(without, StringComparison.Ordinal));
        Assert.Contains("'/backups/shop'", text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
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
