using System.Text.Json;
using BackupSh.Testing.Dropbox;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Wire;

namespace BackupSh.Storage.Dropbox.Tests;

/// <summary>Our Dropbox server as Dropbox's own SDK sees it.</summary>
public sealed class DropboxSdkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_DrivenByTheVendorsSdk_AnswersAsDropboxDoes()
    {
        string clients = Path.Combine(Repository.Root, "tests", "BackupSh.Storage.Dropbox.Tests", "Clients");
        string packages = await NodePackages.InstallAsync(clients, Token);
        await using DropboxServer server = await DropboxServer.StartAsync(cancellationToken: Token);
        using TempDirectory directory = new();
        StockClient node = new(RequiredTool.Find("node"), directory.Path);

        string output = await node.RunAsync(
            Token, Path.Combine(clients, "sdk.mjs"), server.Address.ToString(), packages, "test-refresh-token");

        using JsonDocument result = JsonDocument.Parse(output);
        Dictionary<string, string> told = result.RootElement.EnumerateObject().ToDictionary(
            field => field.Name, field => JsonSerializer.Serialize(field.Value, Readable));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["small"] = """["Ünï ☃.txt","/sdk/ünï ☃.txt",10]""",
                ["offset"] = "\"409 incorrect_offset/..\"",
                ["large"] = "8388613",
                ["notClosed"] = "\"409 concurrent_session_not_closed/..\"",
                ["sameHash"] = "true",
                ["conflict"] = "\"409 path/conflict/file/..\"",
                ["names"] = """["file large","file parallel","file Ünï ☃.txt"]""",
                ["download"] = "true",
                ["missing"] = "\"409 path/not_found/..\"",
                ["link"] = "8388613",
                ["staleDelete"] = "\"409 path_write/conflict/file/..\"",
                ["batch"] = """["success","failure path_lookup"]""",
                ["space"] = "10",
                ["account"] = "\"user\"",
                ["left"] = """["/sdk/folder","/sdk/moved"]""",
            }.OrderBy(field => field.Key, StringComparer.Ordinal),
            told.OrderBy(field => field.Key, StringComparer.Ordinal));
        Assert.Empty(server.Wire.Failures);
    }

    private static JsonSerializerOptions Readable { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
