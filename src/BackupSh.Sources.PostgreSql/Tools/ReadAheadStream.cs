using System.Buffers;
using System.Threading.Channels;
using BackupSh.Shared;

namespace BackupSh.Sources.PostgreSql.Tools;

/// <summary>Reads what a tool writes on a thread of its own, some buffers ahead of whoever wants it.</summary>
/// <remarks>A dumping tool writes pieces of 4 KiB. Whoever takes them one by one pays for a change of threads with each, and keeps the
/// tool waiting whenever something behind takes longer than the 64 KiB of a pipe last.</remarks>
internal sealed class ReadAheadStream : ReadOnlyStream
{
    private const int BufferBytes = 256 * 1024;
    private const int MostBuffers = 8;

    private readonly Channel<ArraySegment<byte>> _filled = Channel.CreateUnbounded<ArraySegment<byte>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _room = new(MostBuffers);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopped;
    private readonly Stream _source;
    private ArraySegment<byte> _current = ArraySegment<byte>.Empty;
    private int _taken;

    internal ReadAheadStream(Stream source)
    {
        _source = source;
        _stopped = _stop.Token;
        _ = Task.Factory.StartNew(Fill, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_taken == _current.Count && (await NextAsync().ConfigureAwait(false)).IsEmpty)
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, _current.Count - _taken);
        _current.AsMemory(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    /// <summary>Returns the next bytes, which are there until the next call; none at the end.</summary>
    /// <remarks>Ends with the tool: to cancel is to end that.</remarks>
    internal async ValueTask<ReadOnlyMemory<byte>> NextAsync()
    {
        GiveBack();
        if (!await _filled.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false) || !_filled.Reader.TryRead(out _current))
        {
            return default;
        }

        return _current;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Cancel();
            GiveBack();
            while (_filled.Reader.TryRead(out _current))
            {
                GiveBack();
            }

            _stop.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Fill()
    {
        try
        {
            int length;
            do
            {
                _room.Wait(_stopped);
                byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
                length = _source.ReadAtLeast(buffer.AsSpan(0, BufferBytes), BufferBytes, throwOnEndOfStream: false);
                _filled.Writer.TryWrite(new ArraySegment<byte>(buffer, 0, length));
            }
            while (length == BufferBytes);
            _filled.Writer.Complete();
        }
        catch (Exception exception)
        {
            _filled.Writer.Complete(exception); // it is thrown to whoever reads
        }
    }

    private void GiveBack()
    {
        if (_current.Array is { Length: > 0 } buffer)
        {
            // The bytes are the host's data: the next renter shall not see them.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            _room.Release();
        }

        (_current, _taken) = (ArraySegment<byte>.Empty, 0);
    }
}
