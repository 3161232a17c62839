using System.Text.Json.Nodes;

namespace BackupSh.Testing.Dropbox;

/// <summary>An upload that is not a file yet.</summary>
/// <remarks>A sequential session grows at its end; a concurrent one is filled in any order, in blocks of 4 MiB.</remarks>
internal sealed class DropboxSession(bool isConcurrent, DateTimeOffset started) : IDisposable
{
    private readonly SortedDictionary<long, long> _pieces = [];

    internal DropboxContent Content { get; private set; } = new(isSmall: false);

    internal bool IsConcurrent => isConcurrent;

    internal DateTimeOffset Started => started;

    internal bool IsClosed { get; private set; }

    internal long SizeBytes { get; private set; }

    /// <summary>Gets where the data ends that has no gap before it.</summary>
    private long ContiguousBytes => _pieces.Aggregate(0L, (end, piece) => piece.Key <= end ? Math.Max(end, piece.Key + piece.Value) : end);

    public void Dispose() => Content.Dispose();

    /// <summary>Looks whether data may come at an offset, before it is read.</summary>
    internal void Expect(long offset)
    {
        if (IsClosed && !IsConcurrent)
        {
            throw DropboxRefusal.Of("closed");
        }

        if (!IsConcurrent && offset != SizeBytes)
        {
            throw DropboxRefusal.Of(IncorrectOffset());
        }

        if (IsConcurrent && offset % DropboxHash.BlockBytes != 0)
        {
            throw DropboxRefusal.Of("concurrent_session_invalid_offset");
        }
    }

    /// <summary>Takes data that has been read into the content.</summary>
    internal void Take(long offset, long bytes, bool close)
    {
        // Source: the API's specification, UploadSessionType.concurrent: all but the last piece in multiples of 4 MiB.
        if (IsConcurrent && !close && bytes % DropboxHash.BlockBytes != 0)
        {
            throw DropboxRefusal.Of("concurrent_session_invalid_data_size");
        }

        _pieces[offset] = bytes;
        SizeBytes = Math.Max(SizeBytes, offset + bytes);
        IsClosed |= close;
    }

    /// <summary>Looks whether the session may become a file, or throws the tags of the error that says why not.</summary>
    internal void ExpectFinished(long offset)
    {
        if (!IsConcurrent)
        {
            if (offset != SizeBytes)
            {
                throw DropboxRefusal.Of(new JsonObject { [".tag"] = "lookup_failed", ["lookup_failed"] = IncorrectOffset() });
            }

            return;
        }

        if (!IsClosed)
        {
            throw DropboxRefusal.Of("concurrent_session_not_closed");
        }

        if (ContiguousBytes != SizeBytes || offset != SizeBytes)
        {
            throw DropboxRefusal.Of("concurrent_session_missing_data");
        }
    }

    private JsonObject IncorrectOffset() => new() { [".tag"] = "incorrect_offset", ["correct_offset"] = SizeBytes };
}
