using BackupSh.Shared;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Storage;

/// <summary>A part of an object, read forward. A file that ends before the size it had when it was opened is an error.</summary>
internal sealed class FileReadStream(StorageDirectory directory, string name, SafeFileHandle file, long offset, long length) : ReadOnlyStream
{
    private readonly long _end = offset + length;
    private long _position = offset;

    public override bool CanRead => !file.IsClosed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(file.IsClosed, this);
        cancellationToken.ThrowIfCancellationRequested();
        Memory<byte> wanted = buffer[..(int)Math.Min(buffer.Length, _end - _position)];
        try
        {
            return Advance(wanted.Length, await RandomAccess.ReadAsync(file, wanted, _position, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
        {
            throw FileSystemErrors.Translate(exception, directory, name);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(file.IsClosed, this);
        Span<byte> wanted = buffer[..(int)Math.Min(buffer.Length, _end - _position)];
        try
        {
            return Advance(wanted.Length, RandomAccess.Read(file, wanted, _position));
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
        {
            throw FileSystemErrors.Translate(exception, directory, name);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Advance(int wanted, int read)
    {
        if (read == 0 && wanted > 0)
        {
            throw new EndOfStreamException($"'{name}' ends at byte {_position}, {_end - _position} bytes early.");
        }

        _position += read;
        return read;
    }
}
