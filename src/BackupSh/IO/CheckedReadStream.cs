using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using BackupSh.Shared;

namespace BackupSh.IO;

/// <summary>Passes bytes through and reaches its end only if their number and hash are the expected ones.</summary>
/// <remarks>Fails as soon as one byte too many arrives: an endless answer must not fill a disk first.</remarks>
internal sealed class CheckedReadStream : ReadOnlyStream
{
    private readonly Stream _inner;
    private readonly long? _expectedBytes;
    private readonly string? _expectedSha256;
    private readonly Func<string, Exception> _mismatch;
    private readonly Action<long>? _onBytes;
    private readonly IncrementalHash? _hash;
    private ExceptionDispatchInfo? _failure;
    private bool _ended;

    /// <param name="inner">What to read; disposed with this stream.</param>
    /// <param name="expectedBytes">How many bytes must come, or null.</param>
    /// <param name="expectedSha256">What they must hash to, or null.</param>
    /// <param name="mismatch">Makes the exception from what differs, in words.</param>
    /// <param name="onBytes">Is told the number of bytes so far.</param>
    internal CheckedReadStream(
        Stream inner, long? expectedBytes, string? expectedSha256, Func<string, Exception> mismatch, Action<long>? onBytes = null)
    {
        _inner = inner;
        _expectedBytes = expectedBytes;
        _expectedSha256 = expectedSha256;
        _mismatch = mismatch;
        _onBytes = onBytes;
        _hash = expectedSha256 is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }

    /// <summary>Gets how many bytes came through.</summary>
    internal long Bytes { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _failure?.Throw();
        int read = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (read > 0)
        {
            Bytes += read;
            if (Bytes > _expectedBytes)
            {
                throw Mismatch($"it goes on after the {_expectedBytes} bytes that it should have");
            }

            _hash?.AppendData(buffer.Span[..read]);
            _onBytes?.Invoke(Bytes);
        }
        else if (buffer.Length > 0 && !_ended)
        {
            CheckEnd();
            _ended = true;
        }

        return read;
    }

    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync().ConfigureAwait(false);
        _hash?.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _hash?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void CheckEnd()
    {
        if (_expectedBytes is { } expected && Bytes != expected)
        {
            throw Mismatch($"it has {Bytes} bytes instead of {expected}");
        }

        if (_hash is not null && Convert.ToHexStringLower(_hash.GetHashAndReset()) is var actual && actual != _expectedSha256)
        {
            throw Mismatch($"its SHA-256 is {actual} instead of {_expectedSha256}");
        }
    }

    // Who reads on after a mismatch meets the same one: the hash is used up, and the rest would be judged wrongly.
    private Exception Mismatch(string what)
    {
        Exception exception = _mismatch(what);
        _failure = ExceptionDispatchInfo.Capture(exception);
        return exception;
    }
}
