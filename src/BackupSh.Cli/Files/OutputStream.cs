namespace BackupSh.Cli.Files;

/// <summary>Passes bytes on, counts them, and puts failures of the output into words.</summary>
internal sealed class OutputStream(Stream inner, Func<Exception, BackupShException> failure) : WriteOnlyStream
{
    private long _bytes;

    public override bool CanSeek => inner.CanSeek;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    /// <summary>Gets how many bytes the output holds of what was written.</summary>
    internal long Bytes => inner.CanSeek ? inner.Length : _bytes;

    /// <summary>Gets a value indicating whether the output may have taken something, if only a part of what was written.</summary>
    internal bool WasWrittenTo { get; private set; }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        WasWrittenTo |= buffer.Length > 0;
        try
        {
            await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is (IOException and not OutputClosedException) or UnauthorizedAccessException)
        {
            throw failure(exception);
        }

        _bytes += buffer.Length;
    }

    public override void SetLength(long value) => inner.SetLength(value);

    public override void Flush() => inner.Flush();
}
