using Google.Apis.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>The connections: one named client of the host's factory, for Drive and for tokens.</summary>
/// <remarks>No redirects, so that no token goes to another host; no cookies; no log of addresses, because that of an upload
/// session is a secret; no time limit of a whole request, because an idle one is what counts.</remarks>
internal sealed class DriveHttp(IHttpMessageHandlerFactory handlers) : Google.Apis.Http.IHttpClientFactory
{
    internal const string Name = "BackupSh.Storage.GoogleDrive";

    // A day of uploads must notice when Google's addresses change.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);

    internal static void Register(IServiceCollection services) =>
        services.AddHttpClient(Name)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = ConnectionLifetime,
            });

    internal HttpMessageInvoker CreateInvoker() => new(handlers.CreateHandler(Name), disposeHandler: false);

    ConfigurableHttpClient Google.Apis.Http.IHttpClientFactory.CreateHttpClient(CreateHttpClientArgs args) =>
        new(new ConfigurableMessageHandler(new TokenAnswerCheck(handlers.CreateHandler(Name))) { FollowRedirect = false, NumTries = 1 });
}
