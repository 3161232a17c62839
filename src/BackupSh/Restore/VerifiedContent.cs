using System.Runtime.ExceptionServices;
using BackupSh.Diagnostics;
using BackupSh.Shared;

namespace BackupSh.Restore;

/// <summary>A backup's content, whose end is only reached when every check has passed.</summary>
/// <remarks>
/// <para>Archive size and SHA-256, the encryption's own end, the compression's end and checksum, content size and
/// SHA-256: each stage reaches its end only if the one below has.</para>
/// <para>It is lent: a reader that disposes it closes nothing, because its archive may still have to be judged.</para>
/// </remarks>
internal sealed class VerifiedContent(Stream content) : ReadOnlyStream
{
    private ExceptionDispatchInfo? _thrown;

    /// <summary>Gets why reading failed, or null: what the reader throws afterwards may be in words of its own.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Gets a value indicating whether the end was reached, and so every check has passed.</summary>
    internal bool ReachedEnd { get; private set; }

    /// <summary>Gets how many bytes of content came through.</summary>
    internal long Bytes { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The stages below are in the middle of something: a reader that tries again must not get past it.
        _thrown?.Throw();
        if (ReachedEnd || buffer.Length == 0)
        {
            return 0;
        }

        try
        {
            int read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Bytes += read;
            ReachedEnd = read == 0;
            return read;
        }
        catch (Exception exception)
        {
            _thrown = ExceptionDispatchInfo.Capture(exception);
            Failure = exception.IsCancellationBy(cancellationToken) ? null : exception;
            throw;
        }
    }
}
