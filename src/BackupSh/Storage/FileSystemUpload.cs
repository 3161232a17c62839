using System.Buffers;
using System.Security.Cryptography;
using BackupSh.Shared;

namespace BackupSh.Storage;

/// <summary>One upload into a directory: written aside, flushed, read back, and only then published.</summary>
internal sealed class FileSystemUpload(StorageDirectory directory, FileSystemStorageOptions options, string name, UploadOptions upload)
{
    // Large enough that the system calls do not count, small enough for a hundred uploads at once.
    private const int BufferBytes = 128 * 1024;
    private readonly string _path = directory.PathOf(name);
    private readonly string _temporaryPath = directory.PathOf(TemporaryFiles.NewName(upload.RunId));

    internal async Task<StorageObject> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        FileStream file = await directory.RunAsync(name, Begin, cancellationToken).ConfigureAwait(false);
        bool published = false;
        try
        {
            string checksum;
            await using (file.ConfigureAwait(false))
            {
                checksum = await FillAsync(file, content, cancellationToken).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            published = await directory.RunAsync(name, () => AtomicFile.TryPublish(_temporaryPath, _path), CancellationToken.None)
                .ConfigureAwait(false);
            return published
                ? await directory.RunAsync(name, () => Describe(checksum), CancellationToken.None).ConfigureAwait(false)
                : throw new StorageObjectExistsException(directory.StorageName, name);
        }
        finally
        {
            if (!published)
            {
                TemporaryFiles.Abandon(_temporaryPath);
            }
        }
    }

    private FileStream Begin()
    {
        directory.Require();
        if (Path.Exists(_path))
        {
            // Publishing would find out too, but only after the whole content was written.
            throw new StorageObjectExistsException(directory.StorageName, name);
        }

        FileStream file = AtomicFile.Create(_temporaryPath);
        TemporaryFiles.Sweep(directory.Path, options.StaleTemporaryAge, FileFacts.Of(file.SafeFileHandle).LastModified);
        return file;
    }

    private async Task<string> FillAsync(FileStream file, Stream content, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            byte[] written = await WriteAsync(file, content, buffer, cancellationToken).ConfigureAwait(false);

            // Until the disk has it nothing is written: a full disk or a lost share may be reported only here.
            await directory.RunAsync(name, () => Flush(file), cancellationToken).ConfigureAwait(false);
            if (options.ReadBack)
            {
                await CompareAsync(file, written, buffer, cancellationToken).ConfigureAwait(false);
            }

            return "sha256:" + Convert.ToHexStringLower(written);
        }
        finally
        {
            // Cleared, for what is backed up may be nobody else's business.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private async Task<byte[]> WriteAsync(FileStream file, Stream content, byte[] buffer, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long total = 0;
        while (true)
        {
            // Outside the translation: an error of the content is not one of this storage, and comes out as it is.
            int read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            if (read == 0)
            {
                return hash.GetHashAndReset();
            }

            hash.AppendData(buffer, 0, read);
            try
            {
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
            {
                throw FileSystemErrors.Translate(exception, directory, name);
            }

            total += read;
            upload.Progress?.Report(total);
        }
    }

    private async Task CompareAsync(FileStream file, byte[] written, byte[] buffer, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            file.Position = 0;
            int read;
            while ((read = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer, 0, read);

                // A large archive takes a while: who watches for a stall must see that this is none.
                upload.Progress?.Report(file.Length);
            }
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
        {
            throw FileSystemErrors.Translate(exception, directory, name);
        }

        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(written))
        {
            throw new StorageException(
                directory.StorageName, name, ErrorTexts.Error("BSH0223", name, directory.Path, directory.StorageName));
        }
    }

    private bool Flush(FileStream file)
    {
        file.Flush(flushToDisk: true);
        if (options.ReadBack)
        {
            PageCache.Forget(file.SafeFileHandle);
        }

        return true;
    }

    private StorageObject Describe(string checksum) =>
        FileFacts.Of(_path) is { } facts
            ? new StorageObject(name, facts.SizeBytes, facts.LastModified) { Version = facts.Version, Checksum = checksum }
            : throw new StorageObjectNotFoundException(directory.StorageName, name);
}
