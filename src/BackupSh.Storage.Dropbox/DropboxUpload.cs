using BackupSh.Shared;

namespace BackupSh.Storage.Dropbox;

/// <summary>One upload: small content in one request, larger in a session whose pieces are sent from the buffers that hold them.</summary>
internal sealed class DropboxUpload(DropboxClient client, DropboxFolder folder, string name, UploadOptions upload)
{
    private readonly string _path = folder.PathOf(name);

    internal async Task<StorageObject> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        await folder.RequireAsync(cancellationToken).ConfigureAwait(false);
        await ExpectFreeNameAsync(cancellationToken).ConfigureAwait(false);
        await ExpectRoomAsync(content, cancellationToken).ConfigureAwait(false);
        int partBytes = client.Options.PartBytes;
        using PartBuffers buffers = new((long)partBytes * (client.Options.PartsInFlight + 1));
        PartReader reader = new(content, buffers, upload.SizeHintBytes);
        ContentPart first = await reader.ReadAsync(partBytes, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("Even empty content has a part.");
        DropboxCommit commit = new(client, _path, name);
        if (!first.IsLast)
        {
            return await SendSessionAsync(first, reader, commit, cancellationToken).ConfigureAwait(false);
        }

        using (first)
        {
            string hash = DropboxContentHash.Of(first.Content.Span);
            StorageObject stored = await commit.RunAsync(
                "files/upload", first.Count, hash, attempt => SendWholeAsync(attempt, first, hash), cancellationToken).ConfigureAwait(false);
            upload.Progress?.Report(first.Count);
            return stored;
        }
    }

    private Task<Entry> SendWholeAsync(DropboxAttempt attempt, ContentPart whole, string hash) => client.SendOnceAsync(
        attempt,
        "files/upload",
        new UploadArgument(_path, "add", Autorename: false, Mute: true, StrictConflict: true, hash),
        DropboxJson.Default.UploadArgument,
        whole.Content,
        DropboxJson.Default.Entry);

    private async Task<StorageObject> SendSessionAsync(
        ContentPart first, PartReader reader, DropboxCommit commit, CancellationToken cancellationToken)
    {
        DropboxUploadSession session = new(client, name, upload.Progress);
        try
        {
            await session.BeginAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            first.Dispose();
            throw;
        }

        await session.SendAsync(first, reader, cancellationToken).ConfigureAwait(false);
        return await commit.RunAsync(
            "files/upload_session/finish", session.SizeBytes, session.Hash, attempt => FinishAsync(attempt, session), cancellationToken)
            .ConfigureAwait(false);
    }

    private Task<Entry> FinishAsync(DropboxAttempt attempt, DropboxUploadSession session) => client.SendOnceAsync(
        attempt,
        "files/upload_session/finish",
        new FinishArgument(
            new SessionCursor(session.Id, session.SizeBytes),
            new CommitArgument(_path, "add", Autorename: false, Mute: true, StrictConflict: true)),
        DropboxJson.Default.FinishArgument,
        ReadOnlyMemory<byte>.Empty,
        DropboxJson.Default.Entry);

    /// <summary>Looks whether the name is free.</summary>
    /// <remarks>Dropbox decides it at the end. But so a large content is not sent in vain, and what is found under the name after
    /// a lost answer cannot have been there before.</remarks>
    private async Task ExpectFreeNameAsync(CancellationToken cancellationToken)
    {
        if (await client.FindAsync(_path, name, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw new StorageObjectExistsException(client.Storage, name);
        }
    }

    /// <summary>Says before the upload what could not end well, where the content tells its length.</summary>
    private async Task ExpectRoomAsync(Stream content, CancellationToken cancellationToken)
    {
        long size = content.CanSeek ? content.Length - content.Position : 0;
        if (size <= client.Options.PartBytes)
        {
            return;
        }

        if (size > DropboxLimits.LargestFileBytes)
        {
            throw client.Errors.TooLarge(name);
        }

        StorageSpace space = await DropboxSpace.GetAsync(client, cancellationToken).ConfigureAwait(false);
        if (space.FreeBytes is { } free && free < size)
        {
            throw client.Errors.NoRoom(name, free);
        }
    }
}
