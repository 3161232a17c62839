using System.Text.Json;
using BackupSh.Catalog;
using BackupSh.Options;
using BackupSh.Rotation;
using BackupSh.Sources;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Rotation;

/// <summary>The vectors of kind <c>objects</c>: which files are a backup, and which of them go. See the test data's README.</summary>
public sealed class RotationObjectVectorTests
{
    // Nothing to rotate by: the modules skip the rotation, we refuse the configuration.
    private const string AllDisabled = "derived objects: all tiers disabled";

    private static readonly JsonElement[] All = [.. Read().EnumerateArray().Where(vector => vector.GetProperty("kind").GetString() == "objects")];

    public static TheoryData<string> Sources => new(All.Select(Source).Where(source => source != AllDisabled));

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task RotateAsync_FilesOfTheModules_DeletesWhatTheVectorRecommends(string source)
    {
        JsonElement vector = All.Single(vector => Source(vector) == source);
        InMemoryStorage memory = new();
        foreach (JsonElement file in vector.GetProperty("files").EnumerateArray().Where(file => file[1].GetString() == vector.GetProperty("storage").GetString()))
        {
            Put(memory, file[0].GetString()!);
        }

        string[] before = [.. memory.Names];
        await using EngineFixture engine = Seed.Engine().With("memory", memory);
        engine.Source = new FakeSource
        {
            Description = new SourceDescription("fake", vector.GetProperty("database").GetString()!, "zip") { RestoreCommand = "> x" },
        };
        engine.Job = job => Set(job.Rotation, vector.GetProperty("policy"));

        RotationResult result = Assert.Single(await engine.Rotation.RotateAsync("job", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Null(result.Error);
        Assert.Equal(Names(vector, "deleteRecommended"), before.Except(memory.Names).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Read_AllTiersDisabled_IsRefused()
    {
        await using EngineFixture engine = Seed.Engine().With("memory", new InMemoryStorage());
        engine.Job = job => job.Rotation.Daily = RotationRule.Disabled;

        Exception refused = await Assert.ThrowsAnyAsync<Exception>(
            () => engine.Rotation.RotateAsync("job", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("BSH0125", refused.ToString(), StringComparison.Ordinal);
        Assert.Empty(Names(All.Single(vector => Source(vector) == AllDisabled), "deleteRecommended"));
    }

    private static void Put(InMemoryStorage memory, string file)
    {
        const string extension = "." + BackupFile.InfoExtension;
        bool isInfo = file.EndsWith(extension, StringComparison.Ordinal);
        memory.Put(file, isInfo ? Info(BackupName.Parse(file[..^extension.Length])) : "archive"u8.ToArray());
    }

    private static byte[] Info(BackupName name) => BackupInfoFile.Write(new BackupInfo
    {
        Name = name,
        Encrypted = false,
        SizeMebibytes = 1,
        StorageService = "awkhad_backup_sh",
    });

    private static void Set(RotationOptions rotation, JsonElement policy)
    {
        foreach (JsonProperty rule in policy.EnumerateObject())
        {
            string tier = char.ToUpperInvariant(rule.Name[0]) + rule.Name[1..];
            typeof(RotationOptions).GetProperty(tier)!.SetValue(rotation, RotationRule.Parse(rule.Value.ToString()));
        }
    }

    private static string[] Names(JsonElement vector, string property) =>
        [.. vector.GetProperty(property).EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal)];

    private static string Source(JsonElement vector) => vector.GetProperty("source").GetString()!;

    private static JsonElement Read()
    {
        using JsonDocument document = JsonDocument.Parse(
            File.ReadAllText(Repository.PathOf("tests", "BackupSh.Abstractions.Tests", "TestData", "rotation.json")));
        return document.RootElement.Clone();
    }
}
