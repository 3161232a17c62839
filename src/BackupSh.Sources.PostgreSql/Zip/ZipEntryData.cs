using BackupSh.Shared;

namespace BackupSh.Sources.PostgreSql.Zip;

/// <summary>The stored bytes of one entry.</summary>
/// <remarks>Where nobody has said how many there are, a descriptor ends them. Its signature may as well be data; so what is given out
/// always ends before one, and whoever inflates and asks for more has shown that it was data: only an inflater that has come to the
/// end of its stream asks no more.</remarks>
internal sealed class ZipEntryData(ZipInput input, long? length) : ReadOnlyStream
{
    private static ReadOnlySpan<byte> Signature => "PK\u0007\u0008"u8;

    /// <summary>Gets how many bytes were given.</summary>
    internal long Given { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // One byte that is given whatever it begins, and a whole signature behind it.
        await input.FillAsync(1 + Signature.Length, cancellationToken).ConfigureAwait(false);
        int there = length is { } known ? (int)Math.Min(input.Available.Length, known - Given) : UpToSignature();
        int count = Math.Min(buffer.Length, there);
        input.Available[..count].CopyTo(buffer);
        input.Skip(count);
        Given += count;
        return count;
    }

    private int UpToSignature()
    {
        ReadOnlySpan<byte> bytes = input.Available.Span;
        if (bytes.Length <= Signature.Length)
        {
            return bytes.Length; // the end is near, and no descriptor fits any more
        }

        int found = bytes[1..].IndexOf(Signature);
        return found >= 0 ? 1 + found : bytes.Length - Signature.Length + 1;
    }
}
