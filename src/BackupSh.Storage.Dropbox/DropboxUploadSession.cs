using System.Security.Cryptography;
using BackupSh.Shared;

namespace BackupSh.Storage.Dropbox;

/// <summary>An upload of several pieces: in parallel, or one after the other where only one may be in flight.</summary>
/// <remarks>Dropbox forgets a session that is not finished after seven days. It shows it to nobody, and offers no way to remove it.</remarks>
internal sealed class DropboxUploadSession(DropboxClient client, string name, IProgress<long>? progress)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, byte[]> _blockHashes = [];
    private readonly bool _isConcurrent = client.Options.PartsInFlight > 1;
    private long _sentBytes;

    /// <summary>Gets the session's id, which lets everybody of the app write into it: it is shown nowhere.</summary>
    internal string Id { get; private set; } = "";

    internal long SizeBytes { get; private set; }

    /// <summary>Gets the content hash of all that was sent.</summary>
    internal string Hash
    {
        get
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (byte[] hashes in _blockHashes.Values)
            {
                hash.AppendData(hashes);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    internal async Task BeginAsync(CancellationToken cancellationToken)
    {
        SessionAnswer answer = await client.RunAsync(
            "files/upload_session/start",
            name,
            attempt => client.SendOnceAsync(
                attempt,
                "files/upload_session/start",
                new StartArgument(_isConcurrent ? "concurrent" : "sequential"),
                DropboxJson.Default.StartArgument,
                ReadOnlyMemory<byte>.Empty,
                DropboxJson.Default.SessionAnswer),
            cancellationToken).ConfigureAwait(false);
        Id = answer.SessionId ?? throw client.Errors.StrangeAnswer("an upload session has no id");
    }

    /// <summary>Sends all parts. Disposes them.</summary>
    internal async Task SendAsync(ContentPart first, PartReader reader, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using SemaphoreSlim slots = new(client.Options.PartsInFlight);
        List<Task> running = [];
        try
        {
            for (ContentPart? part = first; part is not null; part = await reader.ReadAsync(client.Options.PartBytes, stop.Token).ConfigureAwait(false))
            {
                if (part.IsLast)
                {
                    // It closes the session, after which nothing more is taken: so all the others come first.
                    await WaitForOthersAsync(running, part).ConfigureAwait(false);
                }
                else
                {
                    await WaitForSlotAsync(slots, part, stop.Token).ConfigureAwait(false);
                }

                running.RemoveAll(task => task.IsCompletedSuccessfully);
                running.Add(SendOneAsync(part, slots, stop));
            }

            await Task.WhenAll(running).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();

            // The part that failed, and not those that were stopped because of it.
            await (running.Find(task => task.IsFaulted) ?? Task.CompletedTask).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task WaitForOthersAsync(List<Task> running, ContentPart last)
    {
        try
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
        catch
        {
            last.Dispose();
            throw;
        }
    }

    private static async Task WaitForSlotAsync(SemaphoreSlim slots, ContentPart part, CancellationToken cancellationToken)
    {
        try
        {
            await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            part.Dispose();
            throw;
        }
    }

    private async Task SendOneAsync(ContentPart part, SemaphoreSlim slots, CancellationTokenSource stop)
    {
        bool hasSlot = !part.IsLast;
        try
        {
            // Hashing takes a while: away from the flow that reads the content.
            await Task.Run(() => AppendAsync(part, stop.Token), stop.Token).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            part.Dispose();
            if (hasSlot)
            {
                slots.Release();
            }
        }
    }

    private async Task AppendAsync(ContentPart part, CancellationToken cancellationToken)
    {
        if (part.Offset + part.Count > DropboxLimits.LargestFileBytes)
        {
            throw client.Errors.TooLarge(name);
        }

        byte[] hashes = DropboxContentHash.BlockHashes(part.Content.Span);
        string hash = DropboxContentHash.OfBlocks(hashes);
        await client.RunAsync(
            $"files/upload_session/append_v2 {part.Number} of", name, attempt => AppendOnceAsync(attempt, part, hash), cancellationToken)
            .ConfigureAwait(false);
        lock (_lock)
        {
            _blockHashes[part.Number] = hashes;
            SizeBytes = Math.Max(SizeBytes, part.Offset + part.Count);
            _sentBytes += part.Count;
            progress?.Report(_sentBytes);
        }
    }

    private async Task<bool> AppendOnceAsync(DropboxAttempt attempt, ContentPart part, string hash)
    {
        try
        {
            await SendPieceAsync(attempt, part, part.Content, hash).ConfigureAwait(false);
        }
        catch (DropboxFailure failure) when (DropboxFaultTable.Of(failure) == DropboxFault.OffsetWrong && failure.CorrectOffset is { } correct)
        {
            // Source: the specification of incorrect_offset: "a previous request was received and processed successfully but
            // the client did not receive the response".
            long taken = correct - part.Offset;
            if (taken <= 0 || taken > part.Count)
            {
                throw;
            }

            if (taken < part.Count)
            {
                ReadOnlyMemory<byte> rest = part.Content[(int)taken..];
                await SendPieceAsync(attempt, part, rest, DropboxContentHash.Of(rest.Span)).ConfigureAwait(false);
            }
        }
        catch (DropboxFailure failure) when (DropboxFaultTable.Of(failure) == DropboxFault.SessionClosed && part.IsLast && attempt.Number > 1)
        {
            // Only this piece closes the session: it was taken before, and the answer was lost.
        }

        return true;
    }

    private Task<System.Text.Json.JsonElement> SendPieceAsync(DropboxAttempt attempt, ContentPart part, ReadOnlyMemory<byte> content, string hash) =>
        client.SendOnceAsync(
            attempt,
            "files/upload_session/append_v2",
            new AppendArgument(new SessionCursor(Id, part.Offset + part.Count - content.Length), part.IsLast, hash),
            DropboxJson.Default.AppendArgument,
            content,
            DropboxJson.Default.JsonElement);
}
