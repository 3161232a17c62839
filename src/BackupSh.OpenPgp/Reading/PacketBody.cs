namespace BackupSh.OpenPgp.Reading;

/// <summary>A packet's body, whichever way its length is given.</summary>
internal sealed class PacketBody(ByteSource source, BodyLength length) : ByteSource
{
    private BodyLengthKind _kind = length.Kind;
    private long _left = length.Octets;

    /// <summary>Reads a body that must be short, whole.</summary>
    internal static async ValueTask<byte[]> ReadWholeAsync(
        ByteSource source, BodyLength length, int maximum, IoMode mode, CancellationToken cancellationToken)
    {
        if (length.Kind != BodyLengthKind.Definite || length.Octets > maximum)
        {
            throw MessageFaults.Damaged();
        }

        byte[] body = new byte[length.Octets];
        await source.ReadExactlyAsync(body, mode, cancellationToken).ConfigureAwait(false);
        return body;
    }

    internal override async ValueTask<int> ReadAsync(Memory<byte> buffer, IoMode mode, CancellationToken cancellationToken)
    {
        if (_kind == BodyLengthKind.Indeterminate)
        {
            return await source.ReadAsync(buffer, mode, cancellationToken).ConfigureAwait(false);
        }

        while (_left == 0)
        {
            if (_kind == BodyLengthKind.Definite)
            {
                return 0;
            }

            (_kind, _left) = await BodyLength.ReadNewAsync(source, mode, cancellationToken).ConfigureAwait(false);
        }

        int wanted = (int)Math.Min(buffer.Length, _left);
        int count = await source.ReadAsync(buffer[..wanted], mode, cancellationToken).ConfigureAwait(false);
        if (count == 0)
        {
            throw MessageFaults.Damaged();
        }

        _left -= count;
        return count;
    }
}
