using Microsoft.AspNetCore.Http;

namespace BackupSh.Testing.Wire;

/// <summary>An answer's body on its way to the client, with the faults that strike at a byte.</summary>
internal sealed class FaultyResponseBody : Stream
{
    private readonly HttpContext _context;
    private readonly Stream _inner;
    private readonly Queue<WireFault> _ahead;
    private long _position;
    private bool _begun;
    private bool _truncated;

    internal FaultyResponseBody(HttpContext context, IEnumerable<WireFault> faults)
    {
        _context = context;
        _inner = context.Response.Body;

        // OrderBy is stable: at one byte, faults strike in the order in which they were written.
        _ahead = new Queue<WireFault>(faults.OrderBy(fault => fault.Position));
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Begin();
        while (!buffer.IsEmpty)
        {
            bool corrupts = await StrikeAsync(_position, cancellationToken).ConfigureAwait(false);
            if (_truncated)
            {
                return;
            }

            long room = corrupts ? 1 : _ahead.TryPeek(out WireFault? next) ? next.Position - _position : long.MaxValue;
            ReadOnlyMemory<byte> piece = buffer[..(int)Math.Min(buffer.Length, room)];
            await _inner.WriteAsync(corrupts ? new[] { (byte)(piece.Span[0] ^ 1) } : piece, cancellationToken).ConfigureAwait(false);
            _position += piece.Length;
            buffer = buffer[piece.Length..];
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Begin();
        return _inner.FlushAsync(cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>The server has written all: what was meant for a later byte strikes here, rather than never.</summary>
    internal async Task FinishAsync(CancellationToken cancellationToken)
    {
        Begin();
        int extendedBytes = _ahead.Sum(fault => fault.ExtendedBytes);
        await StrikeAsync(long.MaxValue, cancellationToken).ConfigureAwait(false);
        await _inner.WriteAsync(new byte[extendedBytes], cancellationToken).ConfigureAwait(false);
    }

    // The header must be right before the first byte leaves: Kestrel holds a server to its own Content-Length.
    private void Begin()
    {
        if (_begun || _context.Response.ContentLength is not { } length)
        {
            _begun = true;
            return;
        }

        _begun = true;
        foreach (WireFault fault in _ahead)
        {
            length = fault.Truncates ? Math.Min(length, fault.Position) : length + fault.ExtendedBytes;
        }

        _context.Response.ContentLength = length;
    }

    private async Task<bool> StrikeAsync(long position, CancellationToken cancellationToken)
    {
        bool corrupts = false;
        while (!_truncated && _ahead.TryPeek(out WireFault? fault) && fault.Position <= position)
        {
            _ahead.Dequeue();
            corrupts ^= fault.Corrupts;
            _truncated = fault.Truncates;

            // What passed before the fault does reach the client.
            await _inner.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (await fault.StrikeAsync(_context, cancellationToken).ConfigureAwait(false))
            {
                throw new WireStruckException();
            }
        }

        return corrupts;
    }
}
