using BackupSh.Shared;
using Microsoft.AspNetCore.Http;

namespace BackupSh.Testing.Wire;

/// <summary>A request's body on its way to the server: counted, with the faults that strike at a byte.</summary>
internal sealed class FaultyRequestBody(HttpContext context, WireRequest request, IEnumerable<WireFault> faults) : ReadOnlyStream
{
    private readonly Stream _inner = context.Request.Body;

    // OrderBy is stable: at one byte, faults strike in the order in which they were written.
    private readonly Queue<WireFault> _ahead = new(
        faults.Where(fault => fault.Moment == WireMoment.AtRequestByte).OrderBy(fault => fault.Position));

    private long _position;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        bool corrupts = await StrikeAsync(_position, cancellationToken).ConfigureAwait(false);
        long room = corrupts ? 1 : _ahead.TryPeek(out WireFault? next) ? next.Position - _position : long.MaxValue;
        int read = await _inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, room)], cancellationToken).ConfigureAwait(false);
        if (read == 0 && !buffer.IsEmpty)
        {
            // The body is shorter than a fault's position: it strikes here, rather than never.
            await StrikeAsync(long.MaxValue, cancellationToken).ConfigureAwait(false);
        }
        else if (corrupts)
        {
            buffer.Span[0] ^= 1;
        }

        _position += read;
        request.Receive(read);
        return read;
    }

    private async Task<bool> StrikeAsync(long position, CancellationToken cancellationToken)
    {
        bool corrupts = false;
        while (_ahead.TryPeek(out WireFault? fault) && fault.Position <= position)
        {
            _ahead.Dequeue();
            corrupts ^= fault.Corrupts;
            if (await fault.StrikeAsync(context, cancellationToken).ConfigureAwait(false))
            {
                throw new WireStruckException();
            }
        }

        return corrupts;
    }
}
