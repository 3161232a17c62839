using System.Runtime.ExceptionServices;
using System.Security.Cryptography;

namespace BackupSh.IO;

/// <summary>Counts, and where asked hashes, what is written through it.</summary>
/// <remarks>A write that failed is remembered: whoever swallows the failure and goes on would leave a hole.</remarks>
internal sealed class MeteringStream(Stream inner, bool hash, Action<long>? onBytes = null) : CompletableStream
{
    private readonly IncrementalHash? _hash = hash ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private Exception? _failure;

    /// <summary>Gets how many bytes went through.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Returns the SHA-256 of all that went through, 64 lower-case digits.</summary>
    internal string Sha256() => Convert.ToHexStringLower((_hash ?? throw new InvalidOperationException("Nothing was hashed.")).GetCurrentHash());

    /// <summary>Throws what an earlier write has thrown.</summary>
    internal void ThrowIfFailed()
    {
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfFailed();
        try
        {
            await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _failure = exception;
            throw;
        }

        Count(buffer.Span);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ThrowIfFailed();
        try
        {
            inner.Write(buffer);
        }
        catch (Exception exception)
        {
            _failure = exception;
            throw;
        }

        Count(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfFailed();
        return inner is CompletableStream completable ? completable.CompleteAsync(cancellationToken) : ValueTask.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        _hash?.AppendData(bytes);
        Bytes += bytes.Length;
        onBytes?.Invoke(Bytes);
    }
}
