using System.Security.Cryptography;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>Bytes that are appended once and read in any order: small ones in memory, large ones in a file without a name.</summary>
/// <remarks>Appended by one, read by many; never changed once it belongs to a file. Released by its last owner.</remarks>
internal sealed class DriveContent : IDisposable
{
    // Many small objects shall not need as many open files.
    private const int MemoryBytes = 256 * 1024;
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly IncrementalHash _sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[]? _memory = [];
    private FileStream? _file;
    private int _owners = 1;

    internal long SizeBytes { get; private set; }

    internal string Md5 => Convert.ToHexStringLower(_md5.GetCurrentHash());

    internal string Sha1 => Convert.ToHexStringLower(_sha1.GetCurrentHash());

    internal string Sha256 => Convert.ToHexStringLower(_sha256.GetCurrentHash());

    internal async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _md5.AppendData(bytes.Span);
        _sha1.AppendData(bytes.Span);
        _sha256.AppendData(bytes.Span);
        if (_memory is not null && SizeBytes + bytes.Length > MemoryBytes)
        {
            _file = Create();
            await RandomAccess.WriteAsync(_file.SafeFileHandle, _memory.AsMemory(0, (int)SizeBytes), 0, cancellationToken).ConfigureAwait(false);
            _memory = null;
        }

        if (_memory is not null)
        {
            if (_memory.Length < SizeBytes + bytes.Length)
            {
                Array.Resize(ref _memory, (int)Math.Min(MemoryBytes, Math.Max(2 * _memory.Length, SizeBytes + bytes.Length)));
            }

            bytes.CopyTo(_memory.AsMemory((int)SizeBytes));
        }
        else
        {
            await RandomAccess.WriteAsync(_file!.SafeFileHandle, bytes, SizeBytes, cancellationToken).ConfigureAwait(false);
        }

        SizeBytes += bytes.Length;
    }

    internal async Task<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int count = (int)Math.Min(buffer.Length, SizeBytes - offset);
        if (_memory is not null)
        {
            _memory.AsMemory((int)offset, count).CopyTo(buffer);
            return count;
        }

        return await RandomAccess.ReadAsync(_file!.SafeFileHandle, buffer[..count], offset, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds an owner: a copy, or somebody who reads.</summary>
    internal DriveContent Share()
    {
        Interlocked.Increment(ref _owners);
        return this;
    }

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _owners) > 0)
        {
            return;
        }

        _file?.Dispose();
        _md5.Dispose();
        _sha1.Dispose();
        _sha256.Dispose();
    }

    private static FileStream Create()
    {
        string path = Path.Combine(Path.GetTempPath(), $"backupsh-drive-{Guid.NewGuid():N}");
        FileStream file = new(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
        {
            // An open file needs no name here: so nothing is left behind by a process that is killed.
            File.Delete(path);
        }

        return file;
    }
}
