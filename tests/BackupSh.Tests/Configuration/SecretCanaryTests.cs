using BackupSh.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BackupSh.Tests.Configuration;

/// <summary>No secret of a configuration turns up in a fault, a log or a text.</summary>
public sealed class SecretCanaryTests
{
    private const string Canary = "c4n4ry";

    private const string PrivateKey = $$"""  , "PrivateKeys": [{ "File": "nowhere", "Passphrase": "{{Canary}}-2" }]  """;

    private const string Secrets = $$"""
        "Keys": { "Passphrases": ["{{Canary}}-1"]{{PrivateKey}} },
        "Jobs": { "nightly": { "Source": "shop", "Storages": ["nas"], "Schedule": "0 3 * * *", "Encryption": { "Passphrase": "{{Canary}}-3" } } }
        """;

    [Fact]
    public void Exception_OfAFaultyConfiguration_HoldsNoSecret()
    {
        BackupShConfigurationException exception = TestEngine.Exception($$"""
            {{TestEngine.Sound.Replace("\"Type\": \"Fake\"", $"\"Type\": \"Fax\", \"Password\": \"{Canary}-4\"", StringComparison.Ordinal)}}, {{Secrets}},
            "Pasword": "{{Canary}}-5"
            """);

        Assert.True(exception.Faults.Count >= 3);
        Assert.DoesNotContain(Canary, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_OfASoundConfiguration_HoldNoSecret()
    {
        using RecordingLoggers logs = new();
        using ServiceProvider services = TestEngine.Build(
            $$"""  {{TestEngine.Sound}}, {{Secrets.Replace(PrivateKey, "", StringComparison.Ordinal)}}  """,
            builder => builder.Services.AddSingleton<ILoggerFactory>(logs));

        EngineConfiguration engine = services.GetRequiredService<EngineConfiguration>();

        string[] texts = [engine.Jobs["nightly"].ToString(), engine.Jobs["nightly"].Encryption!.ToString(), engine.ReadingKeys.ToString()];
        Assert.All(texts, text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
        Assert.NotEmpty(logs.Lines);
        Assert.All(logs.Lines, line => Assert.DoesNotContain(Canary, line.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void PathOption_NamingAFile_DoesNotShowTheFilesContent()
    {
        using TestSupport.TempDirectory folder = new();
        File.WriteAllText(folder.File("ops.key"), Canary);

        BackupShConfigurationException exception = TestEngine.Exception(
            """  "Keys": { "PrivateKeys": ["file:ops.key"] }  """, baseDirectory: folder.Path);

        Assert.Contains("ops.key", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, exception.ToString(), StringComparison.Ordinal);
    }
}
