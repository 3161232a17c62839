using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using BackupSh.Shared;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>How one version of one file is read, from any byte.</summary>
internal sealed class DriveReader(DriveClient client, GoogleDriveErrors errors, DriveFile file, long end) : ObjectReader
{
    private bool _acknowledgesAbuse;
    private bool _hasOpened;

    internal override string Name => file.Name!;

    internal override async Task<Stream> OpenAsync(long offset, RequestAttempt attempt, CancellationToken cancellationToken)
    {
        if (_hasOpened && (await client.GetAsync(file.Id!, attempt, cancellationToken).ConfigureAwait(false)).Version != file.Version)
        {
            throw errors.AnotherVersion(Name);
        }

        try
        {
            return await RequestAsync(offset, attempt, cancellationToken).ConfigureAwait(false);
        }
        catch (DriveException exception) when (exception.Reason == "cannotDownloadAbusiveFile" && !_acknowledgesAbuse)
        {
            // An encrypted archive can look like malware. Whoever owns it may have it, and the check of its bytes is ours.
            _acknowledgesAbuse = true;
            return await RequestAsync(offset, attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    internal override RequestFailure Classify(Exception failure) => GoogleDriveErrors.Classify(failure);

    internal override StorageException Translate(Exception failure) =>
        failure is DriveException { StatusCode: 404 } ? errors.ReadFaulty(Name, "it was deleted meanwhile", isTransient: false, failure) : errors.Translate(failure, Name);

    internal override StorageException Fault(ReadFault fault, long offset, Exception? cause)
    {
        string position = offset.ToString(CultureInfo.InvariantCulture);
        return fault switch
        {
            ReadFault.TooShort => errors.ReadFaulty(Name, $"it ends after {position} of {file.Size} bytes", isTransient: true, cause),
            ReadFault.Stalled => errors.ReadFaulty(Name, $"nothing comes any more after byte {position}", isTransient: true, cause),
            ReadFault.TooLong => errors.ReadFaulty(Name, $"it goes on after byte {position}", isTransient: false, cause),
            _ => errors.ReadFaulty(Name, "its bytes have not the checksum that Drive gives", isTransient: false, cause),
        };
    }

    private async Task<Stream> RequestAsync(long offset, RequestAttempt attempt, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await client.SendAsync(
            () =>
            {
                HttpRequestMessage request = new(HttpMethod.Get, client.Address(
                    $"drive/v3/files/{file.Id}", ("alt", "media"), ("acknowledgeAbuse", _acknowledgesAbuse ? "true" : null)));
                request.Headers.Range = new RangeHeaderValue(offset, end - 1);
                return request;
            },
            attempt,
            idle: null,
            cancellationToken).ConfigureAwait(false);
        try
        {
            await client.ThrowUnlessSuccessAsync(response, cancellationToken).ConfigureAwait(false);
            Check(response, offset);
            _hasOpened = true;
            return new ResponseBody(response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private void Check(HttpResponseMessage response, long offset)
    {
        // A server that does not know ranges sends everything from the start.
        ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
        bool isAsked = response.StatusCode == HttpStatusCode.PartialContent
            ? range?.From == offset && (range.Length is null || range.Length == file.Size)
            : offset == 0 && end == file.Size;
        if (!isAsked)
        {
            throw DriveException.Strange("the answer is not the range that was asked for");
        }
    }

    /// <summary>A body that closes its answer.</summary>
    private sealed class ResponseBody(HttpResponseMessage response, Stream body) : ReadOnlyStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => body.ReadAsync(buffer, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                body.Dispose();
                response.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
