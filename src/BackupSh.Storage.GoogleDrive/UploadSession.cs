using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using BackupSh.Shared;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>A resumable upload: Drive says how much it has kept, and that counts, not what was sent.</summary>
/// <remarks>Own code instead of the official library's: that one reports a failure as a status instead of throwing, cannot go
/// on with a stream that is read forward once, and repeats on its own. See the decision on thin clients.</remarks>
internal sealed class UploadSession
{
    private const string ContentType = "application/octet-stream";
    private readonly DriveClient _client;
    private readonly DriveRequests _requests;
    private readonly string _name;
    private readonly Uri _address;

    // The address is all that somebody needs to write into the session: it appears in no text.
    private UploadSession(DriveClient client, DriveRequests requests, string name, Uri address)
    {
        _client = client;
        _requests = requests;
        _name = name;
        _address = address;
    }

    /// <summary>Starts a session.</summary>
    /// <param name="client">The client.</param>
    /// <param name="requests">The repetitions.</param>
    /// <param name="file">The file to be, with its id.</param>
    /// <param name="total">How many bytes it will have, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The session, or <see langword="null"/> if there is a file of this id already.</returns>
    internal static async Task<UploadSession?> StartAsync(
        DriveClient client, DriveRequests requests, DriveNewFile file, long? total, CancellationToken cancellationToken)
    {
        Uri? address = await requests.RunAsync(
            $"Start the upload of '{file.Name}'", file.Name, (attempt, token) => StartAsync(client, file, total, attempt, token), cancellationToken).ConfigureAwait(false);
        return address is null ? null : new UploadSession(client, requests, file.Name, address);
    }

    /// <summary>Sends what the window has, until Drive has kept something of it.</summary>
    /// <returns>The file, once Drive has all, or <see langword="null"/>.</returns>
    /// <exception cref="StorageException"><see cref="GoogleDriveErrors.SessionLost"/>: the session is gone, or bytes that it had.</exception>
    internal async Task<DriveFile?> SendAsync(UploadWindow window, CancellationToken cancellationToken)
    {
        (long kept, DriveFile? file) = await _requests.RunAsync(
            FormattableString.Invariant($"Upload '{_name}' from byte {window.Start}"),
            _name,
            (attempt, token) => AdvanceAsync(window, attempt, token),
            cancellationToken).ConfigureAwait(false);
        if (file is null)
        {
            window.Keep(kept);
        }

        return file is null || window.HasAll ? file : throw _requests.Errors.Strange("the upload ended before its content", _name);
    }

    /// <summary>Ends the session, and what it has kept is gone.</summary>
    internal Task AbandonAsync(CancellationToken cancellationToken) => _requests.RunAsync(
        $"Abandon the upload of '{_name}'",
        _name,
        (attempt, token) => _client.LimitAsync(
            async idle =>
            {
                using HttpResponseMessage response = await _client.SendAsync(
                    () => new HttpRequestMessage(HttpMethod.Delete, _address), attempt, idle, idle.Token).ConfigureAwait(false);

                // Every answer of Drive is good: 499 for one that lived, 404 for one that is gone, 200 for a finished one.
                return (int)response.StatusCode < 500 && response.StatusCode != HttpStatusCode.Unauthorized
                    ? true
                    : throw await _client.MakeExceptionAsync(response, idle.Token).ConfigureAwait(false);
            },
            token),
        cancellationToken);

    private static Task<Uri?> StartAsync(DriveClient client, DriveNewFile file, long? total, RequestAttempt attempt, CancellationToken cancellationToken) => client.LimitAsync(
        async idle =>
        {
            Uri start = client.Address("upload/drive/v3/files", ("uploadType", "resumable"), ("fields", DriveFile.Fields));
            using HttpResponseMessage response = await client.SendAsync(() => StartRequest(start, file, total), attempt, idle, idle.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Conflict)
            {
                return null;
            }

            await client.ThrowUnlessSuccessAsync(response, idle.Token).ConfigureAwait(false);
            return response.Headers.Location is { IsAbsoluteUri: true } address && IsOfDrive(address, start)
                ? address
                : throw DriveException.Strange("the session has no address, or one that is not of Drive");
        },
        cancellationToken);

    private static HttpRequestMessage StartRequest(Uri start, DriveNewFile file, long? total)
    {
        HttpRequestMessage request = new(HttpMethod.Post, start) { Content = DriveClient.Json(file, DriveJson.Default.DriveNewFile) };
        request.Headers.Add("X-Upload-Content-Type", ContentType);
        if (total is { } bytes)
        {
            request.Headers.Add("X-Upload-Content-Length", bytes.ToString(CultureInfo.InvariantCulture));
        }

        return request;
    }

    // The token goes there: another host than the one that was asked gets it only if it is Google's, too.
    private static bool IsOfDrive(Uri address, Uri asked) =>
        address.GetLeftPart(UriPartial.Authority) == asked.GetLeftPart(UriPartial.Authority)
        || (IsGoogle(asked) && IsGoogle(address) && address.Scheme == Uri.UriSchemeHttps);

    private static bool IsGoogle(Uri address) => address.Host.EndsWith(".googleapis.com", StringComparison.OrdinalIgnoreCase);

    private async Task<(long Kept, DriveFile? File)> AdvanceAsync(UploadWindow window, RequestAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.Number > 1)
        {
            // The last attempt may have arrived in part or whole, and only its answer was lost.
            (long Kept, DriveFile? File) known = await SendAsync(window, content: null, attempt, cancellationToken).ConfigureAwait(false);
            if (known.File is not null || known.Kept > window.Start)
            {
                return known;
            }

            attempt = attempt with { WithNewCredentials = false };
        }

        (long Kept, DriveFile? File) sent = await SendAsync(window, window.Open, attempt, cancellationToken).ConfigureAwait(false);
        return sent.File is not null || sent.Kept > window.Start
            ? sent
            : throw new DriveException(0, DriveException.NothingKept, "nothing of what was sent was kept");
    }

    /// <summary>Sends bytes, or asks without them how many are kept.</summary>
    private Task<(long Kept, DriveFile? File)> SendAsync(
        UploadWindow window, Func<Action, HttpContent>? content, RequestAttempt attempt, CancellationToken cancellationToken) => _client.LimitAsync(
        async idle =>
        {
            using HttpResponseMessage response = await _client.SendAsync(
                () =>
                {
                    HttpContent body = content?.Invoke(idle.Touch) ?? new ByteArrayContent([]);
                    long last = window.Start + window.SendableBytes - 1;
                    body.Headers.TryAddWithoutValidation(
                        "Content-Range",
                        content is null || last < window.Start ? $"bytes */{window.Total}" : FormattableString.Invariant($"bytes {window.Start}-{last}/{window.Total}"));
                    return new HttpRequestMessage(HttpMethod.Put, _address) { Content = body };
                },
                attempt,
                idle,
                idle.Token).ConfigureAwait(false);
            return await ReadAsync(response, window, idle.Token).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task<(long Kept, DriveFile? File)> ReadAsync(HttpResponseMessage response, UploadWindow window, CancellationToken cancellationToken)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.PermanentRedirect:
                long kept = KeptBytes(response);
                return kept >= window.Start && kept <= window.End
                    ? (kept, null)
                    : throw _requests.Errors.SessionLost(_name, DriveException.Strange($"it has {kept} bytes, and {window.Start} were kept of {window.End} that were read"));
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                throw _requests.Errors.SessionLost(_name, await _client.MakeExceptionAsync(response, cancellationToken).ConfigureAwait(false));
            default:
                await _client.ThrowUnlessSuccessAsync(response, cancellationToken).ConfigureAwait(false);
                DriveFile file = await DriveClient.ReadAsync(response, DriveJson.Default.DriveFile, cancellationToken).ConfigureAwait(false);
                return file.Id is not null ? (window.End, file) : throw DriveException.Strange("the end of an upload shows no file");
        }
    }

    private static long KeptBytes(HttpResponseMessage response)
    {
        // Without the header, nothing is kept.
        if (!response.Headers.TryGetValues("Range", out IEnumerable<string>? values))
        {
            return 0;
        }

        return RangeHeaderValue.TryParse(values.First(), out RangeHeaderValue? range) && range.Ranges.FirstOrDefault() is { From: 0, To: { } last }
            ? last + 1
            : throw DriveException.Strange("it cannot be read how much of the upload is kept");
    }
}
