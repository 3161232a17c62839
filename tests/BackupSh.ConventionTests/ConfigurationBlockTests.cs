using System.Text;
using System.Text.RegularExpressions;
using BackupSh.Configuration;
using BackupSh.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackupSh.ConventionTests;

/// <summary>Configuration in the documentation is configuration that the engine takes.</summary>
public sealed partial class ConfigurationBlockTests
{
    // What a page cannot bring: the reader's environment, his key files, and the job that a page about one section leaves out.
    private static readonly string[] ReadersOwn = ["BSH0001", "BSH0002", "BSH0421", "BSH0106", "BSH0119"];

    public static TheoryData<string, int> Blocks =>
    [
        .. from file in Repository.MarkdownFiles
           from match in Block().Matches(Repository.Read(file))
           where match.Groups["code"].Value.Contains("\"BackupSh\"", StringComparison.Ordinal)
           select new TheoryDataRow<string, int>(file, match.Index),
    ];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void JsonBlock_InDocumentation_HasNoFaultButWhatTheReaderBrings(string file, int position)
    {
        string json = Block().Match(Repository.Read(file), position).Groups["code"].Value;
        IConfigurationRoot configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        ServiceCollection services = new();
        services.AddBackupSh(configuration.GetSection("BackupSh"))
            .AddSqliteSourceType().AddPostgreSqlSourceType().AddAwkhadDatabaseSourceType()
            .AddS3StorageType().AddDropboxStorageType().AddGoogleDriveStorageType();
        using ServiceProvider provider = services.BuildServiceProvider();

        IReadOnlyList<OptionsFault> faults = FaultsOf(() => _ = provider.GetRequiredService<IOptions<BackupShOptions>>().Value);

        Assert.Empty(faults.Where(fault => !ReadersOwn.Contains(fault.Error.Code)).Select(fault => fault.ToString()));
    }

    private static IReadOnlyList<OptionsFault> FaultsOf(Action action)
    {
        try
        {
            action();
            return [];
        }
        catch (BackupShConfigurationException exception)
        {
            return exception.Faults;
        }
    }

    [GeneratedRegex(@"^```json\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
