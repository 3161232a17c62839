using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BackupSh.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BackupSh.Storage.Dropbox;

/// <summary>Calls the endpoints: repeated where that helps, limited in time, their failures in our words.</summary>
internal sealed class DropboxClient : IDisposable
{
    /// <summary>The name of the clients that <see cref="IHttpClientFactory"/> makes, for hosts that want to configure them.</summary>
    internal const string HttpClientName = "BackupSh.Dropbox";

    // Far above every answer of the endpoints: a page of 2000 entries has about 1 MiB.
    private const int LargestAnswerBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    private readonly Func<HttpClient> _connect;
    private readonly DropboxTokenSource _tokens;

    internal DropboxClient(string storage, DropboxStorageOptions options, Func<HttpClient> connect, TimeProvider time, ILogger logger)
    {
        _connect = connect;
        _tokens = new DropboxTokenSource(options, time);
        Storage = storage;
        Options = options;
        Time = time;
        Logger = logger;
        Errors = new DropboxErrors(storage, options);
        Retry = new RequestRetry(RetryLimits.Default, time, notice => Log.Repeats(
            logger, notice.Operation, storage, notice.Attempt, notice.Delay.TotalSeconds, notice.Failure.Message));
    }

    internal string Storage { get; }

    internal DropboxStorageOptions Options { get; }

    internal TimeProvider Time { get; }

    internal ILogger Logger { get; }

    internal DropboxErrors Errors { get; }

    internal RequestRetry Retry { get; }

    public void Dispose() => _tokens.Dispose();

    internal static void AddTo(IServiceCollection services) => services.AddHttpClient(HttpClientName)
        .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
        {
            // Whoever redirects a request would get its token.
            AllowAutoRedirect = false,
            ConnectTimeout = ConnectTimeout,
            UseCookies = false,
        })
        .RemoveAllLoggers();

    /// <summary>Runs an operation, and again where that helps; what is thrown is the storage's own.</summary>
    /// <param name="operation">What it is, for the log.</param>
    /// <param name="objectName">The object concerned, or <see langword="null"/>.</param>
    /// <param name="request">One attempt; it honours the limit's token.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    internal async Task<T> RunAsync<T>(
        string operation, string? objectName, Func<DropboxAttempt, Task<T>> request, CancellationToken cancellationToken)
    {
        string? rejected = null;
        try
        {
            return await Retry.RunAsync(
                objectName is null ? operation : $"{operation} '{objectName}'",
                (attempt, token) => LimitAsync(
                    objectName,
                    async idle =>
                    {
                        rejected = await GetTokenAsync(attempt.WithNewCredentials ? rejected : null, idle.Token).ConfigureAwait(false);
                        return await request(new DropboxAttempt(attempt.Number, rejected, idle.Touch, idle.Token)).ConfigureAwait(false);
                    },
                    token),
                Errors.Classify,
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw Errors.Translate(exception, objectName);
        }
    }

    /// <summary>Returns a token for an attempt that somebody else repeats and limits.</summary>
    /// <param name="rejected">The one that was just refused, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    internal Task<string> GetTokenAsync(string? rejected, CancellationToken cancellationToken) =>
        _tokens.GetAsync(rejected, ReadTokenAsync, cancellationToken);

    /// <summary>Calls an endpoint whose argument is its body.</summary>
    internal Task<TAnswer> CallAsync<TArgument, TAnswer>(
        string endpoint,
        string? objectName,
        TArgument argument,
        JsonTypeInfo<TArgument> argumentType,
        JsonTypeInfo<TAnswer> answerType,
        CancellationToken cancellationToken) =>
        RunAsync(endpoint, objectName, attempt => CallOnceAsync(attempt, endpoint, argument, argumentType, answerType), cancellationToken);

    /// <summary>Calls it once, for operations that decide themselves what a failure means.</summary>
    internal async Task<TAnswer> CallOnceAsync<TArgument, TAnswer>(
        DropboxAttempt attempt, string endpoint, TArgument argument, JsonTypeInfo<TArgument> argumentType, JsonTypeInfo<TAnswer> answerType)
    {
        using HttpRequestMessage request = NewRequest(attempt, DropboxAddresses.Api(Options), endpoint);
        request.Content = new StringContent(JsonSerializer.Serialize(argument, argumentType), Encoding.UTF8, "application/json");
        return await ReadAsync(request, answerType, attempt.Cancelled).ConfigureAwait(false);
    }

    /// <summary>Calls an endpoint that has no argument.</summary>
    internal async Task<TAnswer> AskOnceAsync<TAnswer>(DropboxAttempt attempt, string endpoint, JsonTypeInfo<TAnswer> answerType)
    {
        using HttpRequestMessage request = NewRequest(attempt, DropboxAddresses.Api(Options), endpoint);
        return await ReadAsync(request, answerType, attempt.Cancelled).ConfigureAwait(false);
    }

    /// <summary>Sends content once: the argument stands in a header.</summary>
    internal async Task<TAnswer> SendOnceAsync<TArgument, TAnswer>(
        DropboxAttempt attempt,
        string endpoint,
        TArgument argument,
        JsonTypeInfo<TArgument> argumentType,
        ReadOnlyMemory<byte> content,
        JsonTypeInfo<TAnswer> answerType)
    {
        // Pieces in which the content goes to the socket: word of each one keeps a slow connection from counting as a dead one.
        const int pieceBytes = 128 * 1024;
        using HttpRequestMessage request = NewRequest(attempt, DropboxAddresses.Content(Options), endpoint);
        request.Headers.Add("Dropbox-API-Arg", JsonSerializer.Serialize(argument, argumentType));
        request.Content = new StreamContent(new PartStream(content, _ => attempt.Moved()), pieceBytes);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentLength = content.Length;
        return await ReadAsync(request, answerType, attempt.Cancelled).ConfigureAwait(false);
    }

    /// <summary>Opens a file's content once.</summary>
    /// <returns>The answer, which the caller disposes: 200 or 206.</returns>
    internal async Task<HttpResponseMessage> OpenOnceAsync(DropboxAttempt attempt, string path, RangeHeaderValue? range)
    {
        using HttpRequestMessage request = NewRequest(attempt, DropboxAddresses.Content(Options), "files/download");
        request.Headers.Add("Dropbox-API-Arg", JsonSerializer.Serialize(new PathArgument(path), DropboxJson.Default.PathArgument));
        request.Headers.Range = range;
        return await SendAsync(request, attempt.Cancelled).ConfigureAwait(false);
    }

    /// <summary>Returns what lies at a path, or <see langword="null"/> if nothing does.</summary>
    internal Task<Entry?> FindAsync(string path, string? objectName, CancellationToken cancellationToken) =>
        RunAsync("files/get_metadata", objectName, attempt => FindOnceAsync(attempt, path), cancellationToken);

    internal async Task<Entry?> FindOnceAsync(DropboxAttempt attempt, string path)
    {
        try
        {
            return await CallOnceAsync(attempt, "files/get_metadata", new PathArgument(path), DropboxJson.Default.PathArgument, DropboxJson.Default.Entry)
                .ConfigureAwait(false);
        }
        catch (DropboxFailure failure) when (DropboxFaultTable.Of(failure) == DropboxFault.ObjectMissing)
        {
            return null;
        }
    }

    private Task<T> LimitAsync<T>(string? objectName, Func<IdleLimit, Task<T>> request, CancellationToken cancellationToken) =>
        IdleLimit.RunAsync(Options.RequestTimeout, Time, request, cause => Errors.Stalled(objectName, cause), cancellationToken);

    private HttpRequestMessage NewRequest(DropboxAttempt attempt, Uri address, string endpoint)
    {
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(address, "2/" + endpoint));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", attempt.AccessToken);
        if (!string.IsNullOrEmpty(Options.RootNamespaceId))
        {
            request.Headers.Add(
                "Dropbox-API-Path-Root",
                JsonSerializer.Serialize(new PathRoot("namespace_id", Options.RootNamespaceId), DropboxJson.Default.PathRoot));
        }

        return request;
    }

    private async Task<TAnswer> ReadAsync<TAnswer>(HttpRequestMessage request, JsonTypeInfo<TAnswer> type, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        string text = await ReadTextAsync(response, cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Deserialize(text, type) ?? throw new InvalidDataException("It is empty.");
    }

    private async Task<string> ReadTokenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await ReadTextAsync(response, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpClient http = _connect();
        HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent)
        {
            return response;
        }

        using (response)
        {
            string body = await ReadTextAsync(response, cancellationToken).ConfigureAwait(false);
            string? retryAfter = response.Headers.NonValidated.TryGetValues("Retry-After", out HeaderStringValues values) ? values.ToString() : null;
            throw DropboxFailure.Parse(response.StatusCode, body, RetryAfter.Parse(retryAfter, Time.GetUtcNow()));
        }
    }

    private static async Task<string> ReadTextAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            using MemoryStream text = new();
            byte[] buffer = new byte[16 * 1024];
            int read;
            while ((read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                text.Write(buffer, 0, read);
                if (text.Length > LargestAnswerBytes)
                {
                    throw new InvalidDataException("It is far too long.");
                }
            }

            return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
        }
    }
}
