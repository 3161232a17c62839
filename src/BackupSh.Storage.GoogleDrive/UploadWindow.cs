using System.Globalization;
using System.Security.Cryptography;
using BackupSh.Shared;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>What of the content is in memory: read, and not yet known to be kept by Drive.</summary>
/// <remarks>One part is sent while the next is read. Drive may keep less of a request than was sent, down to any byte; so the
/// window can begin inside a part.</remarks>
internal sealed class UploadWindow : IAsyncDisposable
{
    private readonly PartBuffers _buffers;
    private readonly PartReader _reader;
    private readonly int _partBytes;
    private readonly List<ContentPart> _parts = [];
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly CancellationTokenSource _stop;
    private Task<ContentPart?>? _ahead;

    internal UploadWindow(Stream content, int partBytes, long? sizeHintBytes, CancellationToken cancellationToken)
    {
        _buffers = new PartBuffers(2L * partBytes);
        _reader = new PartReader(content, _buffers, sizeHintBytes);
        _partBytes = partBytes;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Gets the first byte that is not known to be kept.</summary>
    internal long Start { get; private set; }

    /// <summary>Gets the byte behind the last one that was read.</summary>
    internal long End { get; private set; }

    /// <summary>Gets a value indicating whether the content has ended at <see cref="End"/>.</summary>
    internal bool HasAll { get; private set; }

    /// <summary>Gets how many bytes the next request may send: whole units, unless they are the last ones.</summary>
    internal long SendableBytes => HasAll ? End - Start : (End - Start) / GoogleDriveStorageOptionsValidator.PartUnitBytes * GoogleDriveStorageOptionsValidator.PartUnitBytes;

    /// <summary>Gets the total for <c>Content-Range</c>: <c>*</c> until it is known.</summary>
    internal string Total => HasAll ? End.ToString(CultureInfo.InvariantCulture) : "*";

    internal string Md5 => Convert.ToHexStringLower(_md5.GetCurrentHash());

    internal string Sha256 => Convert.ToHexStringLower(_sha256.GetCurrentHash());

    /// <summary>Reads until there is something to send, and begins to read the part after it.</summary>
    internal async Task FillAsync()
    {
        while (!HasAll && SendableBytes == 0)
        {
            ContentPart part = await (_ahead ?? ReadAsync()).ConfigureAwait(false) ?? throw new InvalidOperationException("The content has ended already.");
            _ahead = null;
            _parts.Add(part);
            _md5.AppendData(part.Content.Span);
            _sha256.AppendData(part.Content.Span);
            End = part.Offset + part.Count;
            HasAll = part.IsLast;
        }

        _ahead ??= HasAll ? null : ReadAsync();
    }

    /// <summary>Opens the next bytes as the body of a request.</summary>
    /// <param name="moved">Told whenever some were sent.</param>
    internal HttpContent Open(Action moved) => new WindowContent(Pieces(), SendableBytes, moved);

    /// <summary>Gives up what Drive has kept.</summary>
    internal void Keep(long end)
    {
        Start = end;
        foreach (ContentPart part in _parts.Where(part => part.Offset + part.Count <= end).ToArray())
        {
            _parts.Remove(part);
            part.Dispose();
        }
    }

    /// <summary>Goes back to the first byte, if everything since then is still in memory.</summary>
    internal bool TryRewind()
    {
        bool isHeld = _parts.Count > 0 && _parts[0].Offset == 0;
        Start = isHeld ? 0 : Start;
        return isHeld;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_ahead is not null)
        {
            // Nobody reads the content after the upload has returned. What it throws now follows from what ended the upload.
            await ((Task)_ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_ahead.IsCompletedSuccessfully)
            {
                (await _ahead.ConfigureAwait(false))?.Dispose();
            }
        }

        _parts.ForEach(part => part.Dispose());
        _buffers.Dispose();
        _md5.Dispose();
        _sha256.Dispose();
        _stop.Dispose();
    }

    private Task<ContentPart?> ReadAsync() => _reader.ReadAsync(_partBytes, _stop.Token);

    private List<ReadOnlyMemory<byte>> Pieces()
    {
        List<ReadOnlyMemory<byte>> pieces = [];
        long position = Start;
        long end = Start + SendableBytes;
        foreach (ContentPart part in _parts.Where(part => part.Offset < end))
        {
            int from = (int)(position - part.Offset);
            int count = (int)Math.Min(part.Count - from, end - position);
            pieces.Add(part.Content.Slice(from, count));
            position += count;
        }

        return pieces;
    }
}
