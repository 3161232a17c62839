using BackupSh.Diagnostics;
using BackupSh.IO;

namespace BackupSh.Restore;

/// <summary>A backup's content, whose end is only reached when every check has passed.</summary>
/// <remarks>Archive size and SHA-256, the encryption's own end, the compression's end and checksum, content size and
/// SHA-256: each stage reaches its end only if the one below has.</remarks>
internal sealed class VerifiedContent(Stream content, CheckedReadStream archive, IReadOnlyList<Stream> stages) : ReadOnlyStream
{
    /// <summary>Gets why reading failed, or null: what the reader throws afterwards may be in words of its own.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Gets a value indicating whether the end was reached, and so every check has passed.</summary>
    internal bool ReachedEnd { get; private set; }

    /// <summary>Gets how many bytes of content came through.</summary>
    internal long Bytes { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            int read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Bytes += read;
            ReachedEnd |= read == 0 && buffer.Length > 0;
            return read;
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            Failure = exception;
            throw;
        }
    }

    /// <summary>Reads the rest of the archive to tell a wrong key from damage.</summary>
    /// <exception cref="BackupShException">The archive is not the one that its info file describes.</exception>
    internal async Task ReadArchiveToEndAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[128 * 1024];
        while (await archive.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (Stream stage in stages)
        {
            await stage.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }
}
