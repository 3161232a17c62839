using System.Text.Json.Nodes;
using BackupSh.Testing.GoogleDrive;
using BackupSh.TestSupport;

namespace BackupSh.Storage.GoogleDrive.Tests.Server;

/// <summary>Google's own client for Node, against the server.</summary>
public sealed class OfficialClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_OfGoogle_FindsADrive()
    {
        // Node looks for packages beside the script.
        string packages = await NodeClients.InstallAsync(Token);
        File.Copy(Path.Combine(NodeClients.Directory, "official.mjs"), Path.Combine(packages, "official.mjs"), overwrite: true);
        await using GoogleDriveServer server = await GoogleDriveServer.StartAsync(cancellationToken: Token);
        Dictionary<string, string> environment = new()
        {
            ["ROOT_URL"] = server.Address.AbsoluteUri,
            ["TOKEN_URL"] = new Uri(server.Address, "token").AbsoluteUri,
            ["CLIENT_ID"] = GoogleDriveServer.ClientId,
            ["CLIENT_SECRET"] = server.ClientSecret,
            ["REFRESH_TOKEN"] = server.RefreshToken,
            ["FOLDER_ID"] = server.AddFolder("stock"),
        };

        Shell.Result result = await Shell.RunAsync(
            RequiredTool.Find("node"), ["official.mjs"], environment: environment, workingDirectory: packages, cancellationToken: Token);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        JsonObject found = JsonNode.Parse(result.Output)!.AsObject();
        Assert.Equal(
            """
            {"small":true,"large":true,"empty":"0","usedId":"409 fileIdInUse","names":["empty","it's small","large","large"],"byName":[true],"byProperty":2,
            "badSearch":"400 invalid","whole":true,"range":"small","trashed":true,"deleted":204,"missing":"404 notFound","left":["empty","large"]}
            """.ReplaceLineEndings(""),
            Without(found, "usage").ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal(GoogleDriveServer.Person, found["usage"]!["user"]!["emailAddress"]!.GetValue<string>());
        Assert.Empty(server.Wire.Failures);
    }

    private static JsonObject Without(JsonObject json, string name)
    {
        JsonObject rest = json.DeepClone().AsObject();
        rest.Remove(name);
        return rest;
    }
}
