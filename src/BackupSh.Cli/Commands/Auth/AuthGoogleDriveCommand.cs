using System.CommandLine;
using BackupSh.Cli.Output;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands.Auth;

/// <summary><c>backupsh auth google-drive</c>.</summary>
internal sealed class AuthGoogleDriveCommand
{
    private const string DefaultScope = "https://www.googleapis.com/auth/drive";

    // Long enough to log in and to find a second factor.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TokenOutput _output = new();

    private readonly Option<string> _client = new("--client")
    {
        Description = "The JSON of an OAuth client of the type 'Desktop app', from Google's console.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> _scope = new("--scope")
    {
        Description = $"What is asked for; {DefaultScope}.file sees only what the same client has made. Default: {DefaultScope}.",
        HelpName = "SCOPE",
        DefaultValueFactory = _ => DefaultScope,
    };

    // Google lets a desktop app listen on any port.
    private readonly Option<int> _port = new("--port")
    {
        Description = "The port on 127.0.0.1 to which the browser brings the answer. Default: any that is free.",
        HelpName = "PORT",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<string?> _serviceUrl = new("--service-url") { Hidden = true };

    internal static Command Create(CommandFrame frame)
    {
        AuthGoogleDriveCommand auth = new();
        Command command = new("google-drive", "Asks Google to let BackupSh into a Drive, and gets a refresh token.")
        {
            auth._client, auth._output.Option, auth._port, auth._scope, auth._serviceUrl,
        };
        frame.RefuseConfiguration(command);
        frame.RefuseJsonBeside(command, auth._output.Option);
        frame.BindBare(command, new Presentation<AuthDocument>(CliJson.Default.AuthDocument, AuthText.Write) { IsData = _ => false }, auth.RunAsync);
        return command;
    }

    private async Task<Outcome<AuthDocument>> RunAsync(BareContext context, CancellationToken cancellationToken)
    {
        AuthorizationService service = ServiceOf(context);
        _output.ThrowIfNowhere(context);
        using SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false };
        using HttpMessageInvoker http = new(handler);
        using CancellationTokenSource limit = new(Patience, context.Environment.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            Secret token = await AuthorizationPage.ReceiveAsync(
                context, new AuthorizationFlow(service, http), context.Parsed.GetValue(_port), service.Name, either.Token).ConfigureAwait(false);
            string? file = await _output.WriteAsync(context, token, cancellationToken).ConfigureAwait(false);
            return new Outcome<AuthDocument>(ExitCodes.Ok, new AuthDocument("google-drive", service.ClientId, file));
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0760", service.Name, Patience), exception);
        }
    }

    private AuthorizationService ServiceOf(BareContext context)
    {
        // Source: the guide "OAuth 2.0 for desktop apps": offline and consent are what gives a refresh token each time.
        GoogleClientFile client = GoogleClientFile.Read(Path.GetFullPath(context.Parsed.GetRequiredValue(_client), context.Environment.WorkingDirectory));
        string? test = context.Parsed.GetValue(_serviceUrl);
        return new AuthorizationService(
            "Google",
            new Uri(new Uri(test ?? "https://accounts.google.com/"), "o/oauth2/v2/auth"),
            new Uri(new Uri(test ?? "https://oauth2.googleapis.com/"), "token"),
            client.ClientId,
            client.ClientSecret,
            new Dictionary<string, string>
            {
                ["scope"] = context.Parsed.GetRequiredValue(_scope),
                ["access_type"] = "offline",
                ["prompt"] = "consent",
            });
    }
}
