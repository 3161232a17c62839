using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;

namespace BackupSh.Storage.S3;

/// <summary>The connections of one storage, and what the SDK does not do right on them.</summary>
internal sealed class S3Transport : HttpClientFactory, IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    // So that a change of the server's address is noticed.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);

    private readonly AsyncLocal<bool> _isFresh = new();
    private readonly HttpClient _client;

    internal S3Transport(S3Keys keys)
    {
        _client = new HttpClient(new Corrections(this, keys), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Gets a value indicating whether the bucket is the first segment of the path.</summary>
    internal required bool IsPathStyle { get; init; }

    /// <summary>Sets whether requests of this flow of control get a connection that nobody has used.</summary>
    internal bool OnFreshConnection
    {
        set => _isFresh.Value = value;
    }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler NewConnections(TimeSpan lifetime) => new()
    {
        // Whoever redirects a request would get its signature; a bucket elsewhere is an error that names the region.
        AllowAutoRedirect = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = lifetime,
        UseCookies = false,
    };

    private sealed class Corrections(S3Transport transport, S3Keys keys) : DelegatingHandler(NewConnections(ConnectionLifetime))
    {
        // A refusal of less is as quick without it. And after an early refusal .NET sends up to 1,024 bytes nevertheless,
        // which Ceph 16 reads as the beginning of the next request.
        private const long SmallestExpectedBytes = 1024 * 1024;

        private readonly HttpMessageInvoker _fresh = new(NewConnections(TimeSpan.Zero));

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content?.Headers.ContentLength is not > SmallestExpectedBytes)
            {
                request.Headers.ExpectContinue = false;
            }

            if (IsBatchDeletion(request))
            {
                await AddMd5Async(request.Content!, cancellationToken).ConfigureAwait(false);
            }

            if (keys.StartWithDot)
            {
                request.RequestUri = WithDot(request.RequestUri!);
            }

            return NotElsewhere(await (transport._isFresh.Value
                ? _fresh.SendAsync(request, cancellationToken)
                : base.SendAsync(request, cancellationToken)).ConfigureAwait(false));
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _fresh.Dispose();
            }

            base.Dispose(disposing);
        }

        // The SDK would take it for a success.
        private static HttpResponseMessage NotElsewhere(HttpResponseMessage answer)
        {
            if ((int)answer.StatusCode is < 300 or >= 400 or (int)HttpStatusCode.NotModified)
            {
                return answer;
            }

            HttpRequestException redirect = new($"the server answers {(int)answer.StatusCode} and names another host", null, answer.StatusCode);
            redirect.Data[S3Errors.RegionHeader] = answer.Headers.TryGetValues(S3Errors.RegionHeader, out IEnumerable<string>? regions) ? regions.First() : null;
            answer.Dispose();
            throw redirect;
        }

        private static bool IsBatchDeletion(HttpRequestMessage request) =>
            request.Method == HttpMethod.Post && request.RequestUri!.Query.StartsWith("?delete", StringComparison.Ordinal) && request.Content is not null;

        // The SDK sends a CRC32 instead, which servers before 2024 do not know; they insist on this one. It need not be signed.
        private static async Task AddMd5Async(HttpContent content, CancellationToken cancellationToken)
        {
            Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#pragma warning disable CA5351 // The protocol's checksum against damage on the way, not against an attacker.
            content.Headers.ContentMD5 ??= await MD5.HashDataAsync(body, cancellationToken).ConfigureAwait(false);
#pragma warning restore CA5351
            body.Position = 0;
        }

        // Uri takes "./" away, but the key has it, and the request is signed with it.
        private Uri WithDot(Uri address)
        {
            string text = address.OriginalString;
            int start = text.IndexOf('/', text.IndexOf("://", StringComparison.Ordinal) + 3) + 1;
            int key = start;
            if (transport.IsPathStyle)
            {
                int end = text.IndexOf('/', start);
                key = end < 0 ? text.Length : end + 1;
            }

            if (key >= text.Length || text[key] == '?')
            {
                return address; // of the bucket
            }

            string withDot = text.AsSpan(key).StartsWith("./", StringComparison.Ordinal) ? text : text.Insert(key, "./");
            return new Uri(withDot, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        }
    }
}
