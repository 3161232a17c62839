using System.Text.RegularExpressions;
using BackupSh.Cli.Commands.Auth;
using BackupSh.Cli.Tests.Fixtures;
using BackupSh.Testing.Dropbox;
using BackupSh.TestSupport;

namespace BackupSh.Cli.Tests.Commands;

public sealed partial class AuthCommandTests : IAsyncLifetime, IDisposable
{
    private readonly CliFixture _cli = new();
    private readonly HttpClient _browser = new();
    private DropboxServer _dropbox = null!;
    private int _browsed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Address => _dropbox.Address.ToString();

    public async ValueTask InitializeAsync() => _dropbox = await DropboxServer.StartAsync(cancellationToken: Token);

    public async ValueTask DisposeAsync()
    {
        await _dropbox.DisposeAsync();
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
        _cli.OnStatus = BrowseTo();

        CliResult result = (await RunAsync("--output", "token")).Expect(ExitCodes.Ok);

        string token = (await File.ReadAllTextAsync(_cli.PathOf("token"), Token)).Trim();
        Assert.DoesNotContain(token, result.Out + result.Error, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixMode.Of(_cli.PathOf("token")));
        await AssertRefreshesAsync(token);
    }

    [Fact]
    public async Task Auth_ToStandardOutput_WritesTheTokenAlone()
    {
        _cli.OnStatus = BrowseTo();

        CliResult result = (await RunAsync("--output", "-", "--quiet")).Expect(ExitCodes.Ok);

        await AssertRefreshesAsync(result.Out.Trim());
    }

    [Fact]
    public async Task Auth_AnotherPageBringsACodeWithoutTheState_IsRefused()
    {
        List<int> answers = [];
        _cli.OnStatus = BrowseTo(async redirect =>
        {
            using HttpResponseMessage forged = await _browser.GetAsync(new Uri(redirect, "?code=forged&state=guessed"), Token);
            answers.Add((int)forged.StatusCode);
        });

        (await RunAsync("--output", "token")).Expect(ExitCodes.Ok);

        Assert.Equal([400], answers);
    }

    [Fact]
    public async Task Auth_CodeIsPasted_WritesAToken()
    {
        _cli.Person = () => null;
        _cli.OnStatus = text =>
        {
            if (Link().Match(text) is { Success: true } link)
            {
                _cli.Answer = _browser.GetStringAsync(new Uri(link.Value), Token).GetAwaiter().GetResult();
            }
        };

        (await RunAsync("--paste", "--output", "token")).Expect(ExitCodes.Ok);

        await AssertRefreshesAsync((await File.ReadAllTextAsync(_cli.PathOf("token"), Token)).Trim());
    }

    [Fact]
    public async Task Auth_WrongCode_SaysWhatDropboxSaid()
    {
        _cli.Answer = "no-such-code";

        CliResult result = await RunAsync("--paste", "--output", "token");

        Assert.NotEqual(ExitCodes.Ok, result.ExitCode);
        Assert.Contains("BSH0762", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_cli.PathOf("token")));
    }

    [Fact]
    public async Task Auth_NoPlaceForTheToken_AsksNobody()
    {
        CliResult result = await RunAsync();

        Assert.Contains("BSH0763", result.Error, StringComparison.Ordinal);
        Assert.Empty(_dropbox.Wire.Requests);
    }

    [Fact]
    public void Listen_PortIsTaken_SaysSo()
    {
        using LoopbackReceiver first = LoopbackReceiver.Listen(0, "Dropbox");

        BackupShException error = Assert.Throws<BackupShException>(() => LoopbackReceiver.Listen(first.Address.Port, "Dropbox"));

        Assert.Equal("BSH0764", error.Code);
    }

    private Task<CliResult> RunAsync(params string[] arguments) =>
        _cli.RunAsync(["auth", "dropbox", "--app-key", "test-app-key", "--service-url", Address, "--port", "0", .. arguments]);

    /// <summary>Follows the link that the tool shows, as somebody who agrees at once.</summary>
    private Action<string> BrowseTo(Func<Uri, Task>? before = null) => text =>
    {
        if (Link().Match(text) is { Success: true } link && Interlocked.Exchange(ref _browsed, 1) == 0)
        {
            _ = Task.Run(
                async () =>
                {
                    Uri address = new(link.Value);
                    if (before is not null)
                    {
                        string redirect = Uri.UnescapeDataString(address.Query.Split("redirect_uri=")[1].Split('&')[0]);
                        await before(new Uri(redirect));
                    }

                    (await _browser.GetAsync(address, Token)).Dispose();
                },
                Token);
        }
    };

    private async Task AssertRefreshesAsync(string token)
    {
        using FormUrlEncodedContent form = new(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = token,
            ["client_id"] = "test-app-key",
        });
        using HttpResponseMessage answer = await _browser.PostAsync(new Uri(_dropbox.Address, "oauth2/token"), form, Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/oauth2/authorize\S+")]
    private static partial Regex Link();
}
