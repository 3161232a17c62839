using System.Text.RegularExpressions;
using BackupSh.Configuration;
using BackupSh.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Configuration;

/// <summary>What <c>docs/configuration.md</c> shows is what the engine reads.</summary>
public sealed partial class ConfigurationPageTests
{
    private static readonly Type[] OptionsTypes =
    [
        typeof(BackupShOptions), typeof(ReadingKeysOptions), typeof(PrivateKeyOptions), typeof(BackupJobOptions), typeof(JobStorageOptions),
        typeof(JobScheduleOptions), typeof(EncryptionOptions), typeof(RotationOptions), typeof(CompressionOptions),
        typeof(SchedulerOptions),
    ];

    private static string Page => File.ReadAllText(Path.Combine(Root(), "docs", "configuration.md"));

    [Fact]
    public void Example_OfThePage_LacksOnlyKeysAndVariables()
    {
        using MemoryStream json = new(System.Text.Encoding.UTF8.GetBytes(JsonBlock().Match(Page).Groups[1].Value));
        ServiceCollection services = new();
        services.AddBackupSh(new ConfigurationBuilder().AddJsonStream(json).Build().GetSection("BackupSh"), "/nowhere").AddSqliteSourceType();
        using ServiceProvider provider = services.BuildServiceProvider();

        BackupShConfigurationException exception = Assert.Throws<BackupShConfigurationException>(() => provider.GetRequiredService<EngineConfiguration>());

        Assert.Equal(
            [
                "BackupSh:Jobs:nightly:Encryption:Passphrase BSH0001",
                "BackupSh:Jobs:nightly:Encryption:RecipientKeys:0 BSH0421",
                "BackupSh:Keys:Passphrases:0 BSH0001",
                "BackupSh:Keys:Passphrases:1 BSH0002",
                "BackupSh:Keys:PrivateKeys:0 BSH0421",
            ],
            exception.Faults.Select(fault => $"{fault.Path} {fault.Error.Code}"));
    }

    [Fact]
    public void Page_Always_NamesEveryOption() =>
        Assert.All(
            OptionsTypes.SelectMany(type => type.GetProperties()).Select(property => property.Name),
            name => Assert.Matches($"[`:{{ ]{name}[`:, ]", Page));

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BackupSh.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    [GeneratedRegex(@"^```json\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
