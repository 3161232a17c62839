using BackupSh.Cli.Tests.Fixtures;
using BackupSh.Testing.Dropbox;

namespace BackupSh.Cli.Tests.Commands;

public sealed class LinkCommandTests : IAsyncLifetime, IDisposable
{
    private readonly CliFixture _cli = new();
    private readonly HttpClient _stranger = new();
    private DropboxServer _dropbox = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _dropbox = await DropboxServer.StartAsync(cancellationToken: Token);

    public async ValueTask DisposeAsync()
    {
        await _dropbox.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        _cli.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task Link_StorageMakesLinks_PrintsOneThatGivesTheArchiveToAnybody()
    {
        string backup = await BackUpAsync();

        CliResult result = (await _cli.RunAsync("link", backup, "--for", "1h")).Expect(ExitCodes.Ok);

        string[] lines = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        byte[] archive = await _stranger.GetByteArrayAsync(new Uri(lines[0]), Token);
        Assert.Equal(await File.ReadAllBytesAsync(_cli.ArchiveOf(backup), Token), archive);
        Assert.DoesNotContain(lines[0], result.Error, StringComparison.Ordinal);
        Assert.Contains("send it as you would send a password", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_WithJson_WritesTheDocumentedShape()
    {
        await BackUpAsync();

        CliResult result = (await _cli.RunAsync("link", "latest:shop", "--for", "1h", "--json")).Expect(ExitCodes.Ok);

        string link = result.Json.GetProperty("link").GetString()!;
        Assert.StartsWith(_dropbox.Address.AbsoluteUri, link, StringComparison.Ordinal);
        GoldenJson.Match("link", result with { Out = result.Out.Replace(link, "LINK", StringComparison.Ordinal) }, _cli);
    }

    [Fact]
    public async Task Link_ArchiveIsNotEncrypted_Warns()
    {
        await BackUpAsync(passphrase: null);

        CliResult result = (await _cli.RunAsync("link", "latest:shop", "--for", "30m")).Expect(ExitCodes.Ok);

        Assert.Contains("BSH0820", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_StorageMakesNone_SaysSo()
    {
        string backup = await BackUpAsync();

        CliResult result = await _cli.RunAsync("link", backup, "--for", "1h", "--storage", "nas");

        Assert.NotEqual(ExitCodes.Ok, result.ExitCode);
        Assert.Empty(result.Out);
        Assert.Contains("'nas'", result.Error, StringComparison.Ordinal);
    }

    private async Task<string> BackUpAsync(string? passphrase = "file:passphrase")
    {
        await File.WriteAllTextAsync(_cli.PathOf("token"), "test-refresh-token", Token);
        _cli.WriteConfiguration(
            storages: $$"""
                "dropbox": { "Type": "Dropbox", "ServiceUrl": "{{_dropbox.Address}}", "AppKey": "test-app-key",
                             "AppSecret": "test-app-secret", "RefreshToken": "file:token", "Folder": "backups" },
                """,
            jobs: """ "both": { "Source": "shop", "Storages": ["nas", "dropbox"] ENCRYPTION }, """.Replace(
                "ENCRYPTION", passphrase is null ? "" : $$""", "Encryption": { "Passphrase": "{{passphrase}}" }""", StringComparison.Ordinal));
        CliResult run = (await _cli.RunAsync("run", "both", "--json")).Expect(ExitCodes.Ok);
        return run.Json.GetProperty("backups")[0].GetProperty("backup").GetString()!;
    }
}
