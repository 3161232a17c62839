using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using BackupSh.Shared;

namespace BackupSh.Storage.Dropbox;

/// <summary>Reads one revision of one object.</summary>
internal sealed class DropboxObjectReader(DropboxClient client, string path, string name, string rev, long end) : ObjectReader
{
    private string? _token;

    internal override string Name => name;

    internal static Entry? DescriptionOf(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Dropbox-API-Result", out HeaderStringValues values)
            ? JsonSerializer.Deserialize(values.ToString(), DropboxJson.Default.Entry)
            : null;

    /// <summary>Tells whether an answer's body begins where it was asked to.</summary>
    internal static bool BeginsAt(HttpResponseMessage response, long offset) => response.StatusCode == HttpStatusCode.PartialContent
        ? response.Content.Headers.ContentRange?.From == offset
        : offset == 0;

    internal override async Task<Stream> OpenAsync(long offset, RequestAttempt attempt, CancellationToken cancellationToken)
    {
        _token = await client.GetTokenAsync(attempt.WithNewCredentials ? _token : null, cancellationToken).ConfigureAwait(false);
        DropboxAttempt current = new(attempt.Number, _token, static () => { }, cancellationToken);
        HttpResponseMessage response = await client.OpenOnceAsync(current, path, new RangeHeaderValue(offset, end - 1)).ConfigureAwait(false);
        try
        {
            if (DescriptionOf(response)?.Rev != rev || !BeginsAt(response, offset))
            {
                throw client.Errors.OtherVersion(name);
            }

            return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    internal override RequestFailure Classify(Exception failure) => client.Errors.Classify(failure);

    internal override StorageException Translate(Exception failure) => client.Errors.Translate(failure, name);

    internal override StorageException Fault(ReadFault fault, long offset, Exception? cause) => client.Errors.Body(fault, name, offset, cause);
}
