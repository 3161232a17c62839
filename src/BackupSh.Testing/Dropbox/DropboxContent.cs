namespace BackupSh.Testing.Dropbox;

/// <summary>Bytes that lie in a temporary file without a name, so that a large upload needs no memory.</summary>
internal sealed class DropboxContent : IDisposable
{
    private const int BufferBytes = 128 * 1024;
    private readonly Lock _lock = new();
    private readonly Stream _bytes;

    internal DropboxContent(bool isSmall) => _bytes = isSmall ? new MemoryStream() : CreateFile();

    internal long Length
    {
        get
        {
            lock (_lock)
            {
                return _bytes.Length;
            }
        }
    }

    public void Dispose() => _bytes.Dispose();

    /// <summary>Reads a body to its end into the content.</summary>
    /// <param name="body">The body.</param>
    /// <param name="offset">Where its first byte goes.</param>
    /// <param name="maximum">How many bytes it may have.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <returns>How many bytes came, or -1 if they were more than <paramref name="maximum"/>, and their content hash.</returns>
    internal async Task<(long Bytes, string Hash)> ReceiveAsync(Stream body, long offset, long maximum, CancellationToken cancellationToken)
    {
        using DropboxHash hash = new();
        byte[] buffer = new byte[BufferBytes];
        long total = 0;
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            total += read;
            if (total <= maximum)
            {
                hash.Append(buffer.AsSpan(0, read));
                Write(offset + total - read, buffer.AsSpan(0, read));
            }
        }

        return total > maximum ? (-1, "") : (total, hash.End());
    }

    internal void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _bytes.Position = offset;
            _bytes.Write(bytes);
        }
    }

    internal void Cut(long length)
    {
        lock (_lock)
        {
            if (_bytes.Length > length)
            {
                _bytes.SetLength(length);
            }
        }
    }

    internal int Read(long offset, Span<byte> buffer)
    {
        lock (_lock)
        {
            _bytes.Position = offset;
            return _bytes.Read(buffer);
        }
    }

    internal async Task CopyToAsync(Stream destination, long offset, long count, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[(int)Math.Min(count, BufferBytes)];
        while (count > 0)
        {
            int read = Read(offset, buffer.AsSpan(0, (int)Math.Min(count, buffer.Length)));
            await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            offset += read;
            count -= read;
        }
    }

    internal string Hash()
    {
        using DropboxHash hash = new();
        byte[] buffer = new byte[BufferBytes];
        int read;
        for (long offset = 0; (read = Read(offset, buffer)) > 0; offset += read)
        {
            hash.Append(buffer.AsSpan(0, read));
        }

        return hash.End();
    }

    private static FileStream CreateFile()
    {
        string path = Path.Combine(Path.GetTempPath(), $"backupsh-dropbox-{Guid.NewGuid():N}");
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
        };
        FileStream file = new(path, options);
        if (!OperatingSystem.IsWindows())
        {
            // Nothing is left behind when the process is killed.
            File.Delete(path);
        }

        return file;
    }
}
