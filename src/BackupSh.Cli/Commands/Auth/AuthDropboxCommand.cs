using System.CommandLine;
using BackupSh.Cli.Output;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands.Auth;

/// <summary><c>backupsh auth dropbox</c>.</summary>
internal sealed class AuthDropboxCommand
{
    // Any that is seldom used: it must be written into the app's settings at Dropbox, so it cannot be a free one.
    private const int DefaultPort = 53682;

    // Long enough to log in and to find a second factor.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TokenOutput _output = new();

    private readonly Option<string> _appKey = new("--app-key")
    {
        Description = "The app's key, from Dropbox's App Console.",
        HelpName = "KEY",
        Required = true,
    };

    private readonly Option<int> _port = new("--port")
    {
        Description = $"The port on 127.0.0.1 to which the browser brings the answer. Default: {DefaultPort}.",
        HelpName = "PORT",
        DefaultValueFactory = _ => DefaultPort,
    };

    private readonly Option<bool> _paste = new("--paste")
    {
        Description = "The browser runs on another machine: Dropbox shows a code there, and you paste it here.",
    };

    private readonly Option<string?> _serviceUrl = new("--service-url") { Hidden = true };

    internal static Command Create(CommandFrame frame)
    {
        AuthDropboxCommand auth = new();
        Command command = new("dropbox", "Asks Dropbox to let BackupSh in, and gets a refresh token.")
        {
            auth._appKey, auth._output.Option, auth._paste, auth._port, auth._serviceUrl,
        };
        frame.RefuseConfiguration(command);
        frame.RefuseJsonBeside(command, auth._output.Option);
        frame.BindBare(command, new Presentation<AuthDocument>(CliJson.Default.AuthDocument, AuthText.Write) { IsData = _ => false }, auth.RunAsync);
        return command;
    }

    private async Task<Outcome<AuthDocument>> RunAsync(BareContext context, CancellationToken cancellationToken)
    {
        _output.ThrowIfNowhere(context);
        using SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false };
        using HttpMessageInvoker http = new(handler);
        AuthorizationService service = ServiceOf(context);
        AuthorizationFlow flow = new(service, http);
        using CancellationTokenSource limit = new(Patience, context.Environment.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            Secret token = context.Parsed.GetValue(_paste)
                ? await PasteAsync(context, flow, either.Token).ConfigureAwait(false)
                : await AuthorizationPage.ReceiveAsync(context, flow, context.Parsed.GetValue(_port), service.Name, either.Token).ConfigureAwait(false);
            string? file = await _output.WriteAsync(context, token, cancellationToken).ConfigureAwait(false);
            return new Outcome<AuthDocument>(ExitCodes.Ok, new AuthDocument("dropbox", service.ClientId, file));
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0760", service.Name, Patience), exception);
        }
    }

    private AuthorizationService ServiceOf(BareContext context)
    {
        // Source: the HTTP documentation, "OAuth guide": the page is on www, the tokens on api; offline is what gives a refresh token.
        string? test = context.Parsed.GetValue(_serviceUrl);
        return new AuthorizationService(
            "Dropbox",
            new Uri(new Uri(test ?? "https://www.dropbox.com/"), "oauth2/authorize"),
            new Uri(new Uri(test ?? "https://api.dropboxapi.com/"), "oauth2/token"),
            context.Parsed.GetRequiredValue(_appKey),
            ClientSecret: null,
            new Dictionary<string, string> { ["token_access_type"] = "offline" });
    }

    private static async Task<Secret> PasteAsync(BareContext context, AuthorizationFlow flow, CancellationToken cancellationToken)
    {
        Dialogue dialogue = context.Environment.Dialogue ?? throw new BackupShException(ErrorTexts.Error("BSH0761"));
        await AuthorizationPage.ShowAsync(context, "Open this address in a browser anywhere, and allow the access:", flow.AddressFor(null)).ConfigureAwait(false);
        Secret code = await dialogue.AskSecretAsync("The code that Dropbox shows", cancellationToken).ConfigureAwait(false)
            ?? throw new BackupShException(ErrorTexts.Error("BSH0761"));
        return await flow.ExchangeAsync(code.Reveal().Trim(), null, cancellationToken).ConfigureAwait(false);
    }
}
