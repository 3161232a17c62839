using System.Net.Http.Headers;
using BackupSh.Shared;

namespace BackupSh.Storage.Dropbox;

/// <summary>Opens an object for reading.</summary>
internal sealed class DropboxOpening(DropboxClient client, DropboxFolder folder)
{
    internal async Task<Stream> OpenAsync(string name, ReadRange range, CancellationToken cancellationToken)
    {
        if (range.Length == 0)
        {
            return await OpenEmptyAsync(name, range, cancellationToken).ConfigureAwait(false);
        }

        HttpResponseMessage response;
        try
        {
            response = await client.RunAsync(
                "files/download", name, attempt => client.OpenOnceAsync(attempt, folder.PathOf(name), HeaderOf(range)), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (StorageObjectNotFoundException)
        {
            await folder.RequireAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }
        catch (StorageException exception) when (exception.InnerException is DropboxFailure { } failure
            && DropboxFaultTable.Of(failure) == DropboxFault.RangeBeyondEnd)
        {
            return await OpenEmptyAsync(name, range, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await StreamOfAsync(name, range, response, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            response.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw client.Errors.Translate(exception, name);
        }
    }

    /// <summary>Returns the file at a name, or throws that there is none.</summary>
    internal async Task<StorageObject> RequireAsync(string name, CancellationToken cancellationToken)
    {
        Entry? entry = await client.FindAsync(folder.PathOf(name), name, cancellationToken).ConfigureAwait(false);
        if (entry is { Tag: "file" })
        {
            return DropboxListing.ObjectOf(entry) ?? throw client.Errors.StrangeAnswer($"too little was told of '{name}'");
        }

        await folder.RequireAsync(cancellationToken).ConfigureAwait(false);
        throw new StorageObjectNotFoundException(client.Storage, name);
    }

    private static RangeHeaderValue? HeaderOf(ReadRange range) => range is { Offset: 0, Length: null }
        ? null
        : new RangeHeaderValue(range.Offset, range.Length is { } length && length <= long.MaxValue - range.Offset ? range.Offset + length - 1 : null);

    private async Task<Stream> OpenEmptyAsync(string name, ReadRange range, CancellationToken cancellationToken)
    {
        StorageObject found = await RequireAsync(name, cancellationToken).ConfigureAwait(false);
        return range.IfVersion is null || range.IfVersion == found.Version ? new MemoryStream([], writable: false) : throw client.Errors.OtherVersion(name);
    }

    private async Task<Stream> StreamOfAsync(string name, ReadRange range, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (DropboxObjectReader.DescriptionOf(response) is not { Rev: { } rev, Size: { } size } description
            || !DropboxObjectReader.BeginsAt(response, range.Offset))
        {
            throw client.Errors.StrangeAnswer("a download does not say what it is, or begins elsewhere");
        }

        if (range.IfVersion is not null && range.IfVersion != rev)
        {
            throw client.Errors.OtherVersion(name);
        }

        long end = range.Length is { } length && length < size - range.Offset ? range.Offset + length : size;
        bool isWhole = range.Offset == 0 && end == size;
        return new ObjectReadStream(
            new DropboxObjectReader(client, folder.PathOf(name), name, rev, end), client.Retry, client.Options.RequestTimeout, client.Time)
        {
            Body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false),
            Start = range.Offset,
            End = end,
            Check = isWhole && description.ContentHash is { } hash ? new DropboxContentCheck(hash) : null,
        };
    }
}
