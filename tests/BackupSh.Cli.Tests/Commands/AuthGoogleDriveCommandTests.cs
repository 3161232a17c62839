using System.Text.RegularExpressions;
using BackupSh.Cli.Tests.Fixtures;
using BackupSh.Testing.GoogleDrive;

namespace BackupSh.Cli.Tests.Commands;

public sealed partial class AuthGoogleDriveCommandTests : IAsyncLifetime, IDisposable
{
    private readonly CliFixture _cli = new();
    private readonly HttpClient _browser = new();
    private GoogleDriveServer _drive = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _drive = await GoogleDriveServer.StartAsync(cancellationToken: Token);

    public async ValueTask DisposeAsync()
    {
        await _drive.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        _cli.Dispose();
        _browser.Dispose();
    }

    [Fact]
    public async Task Auth_BrowserBringsTheCode_WritesATokenThatWorks()
    {
        string client = $$$"""{"installed":{"client_id":"{{{GoogleDriveServer.ClientId}}}","client_secret":"{{{_drive.ClientSecret}}}"}}""";
        await File.WriteAllTextAsync(_cli.PathOf("client.json"), client, Token);
        _cli.OnStatus = text =>
        {
            if (Link().Match(text) is { Success: true } link)
            {
                _ = Task.Run(async () => (await _browser.GetAsync(new Uri(link.Value), Token)).Dispose(), Token);
            }
        };

        CliResult result = (await RunAsync("--output", "token")).Expect(ExitCodes.Ok);

        string token = (await File.ReadAllTextAsync(_cli.PathOf("token"), Token)).Trim();
        Assert.DoesNotContain(token, result.Out + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_drive.ClientSecret, result.Out + result.Error, StringComparison.Ordinal);
        using FormUrlEncodedContent form = new(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = token,
            ["client_id"] = GoogleDriveServer.ClientId,
            ["client_secret"] = _drive.ClientSecret,
        });
        using HttpResponseMessage answer = await _browser.PostAsync(new Uri(_drive.Address, "token"), form, Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("""{"web":{"client_id":"a","client_secret":"b"}}""")]
    public async Task Auth_FileIsNoClient_SaysSoAndAsksNobody(string content)
    {
        await File.WriteAllTextAsync(_cli.PathOf("client.json"), content, Token);

        CliResult result = await RunAsync("--output", "token");

        Assert.Contains("BSH0770", result.Error, StringComparison.Ordinal);
        Assert.Empty(_drive.Wire.Requests);
    }

    private Task<CliResult> RunAsync(params string[] arguments) =>
        _cli.RunAsync(["auth", "google-drive", "--client", _cli.PathOf("client.json"), "--service-url", _drive.Address.ToString(), .. arguments]);

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/o/oauth2/v2/auth\S+")]
    private static partial Regex Link();
}
