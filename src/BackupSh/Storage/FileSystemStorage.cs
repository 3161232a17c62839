using System.Runtime.CompilerServices;
using BackupSh.Shared;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Storage;

/// <summary>A storage in a directory.</summary>
/// <remarks>Objects are the regular files that lie directly in it and do not start with a dot. Links, pipes and folders are
/// neither listed nor followed nor deleted. How durability is reached: <c>docs/storage/filesystem.md</c>.</remarks>
internal sealed class FileSystemStorage : IBackupStorage, ICreateOnlyStorage, IStorageQuota
{
    private readonly FileSystemStorageOptions _options;
    private readonly StorageDirectory _directory;

    internal FileSystemStorage(string name, FileSystemStorageOptions options)
    {
        _options = options;
        _directory = new StorageDirectory(name, options);
    }

    /// <summary>Gets the full path of the directory.</summary>
    internal string FullPath => _directory.Path;

    public CreateOnlyScope Scope => CreateOnlyScope.AllObjects;

    public async IAsyncEnumerable<StorageObject> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);

        // Listed to its end before the first object is told: a listing that breaks must not look like a short one.
        List<StorageObject> found = await _directory.RunAsync(objectName: null, () => List(prefix, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        foreach (StorageObject item in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    public Task<StorageObject> UploadAsync(
        string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        ObjectName.ThrowIfInvalid(name);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        return new FileSystemUpload(_directory, _options, name, options).RunAsync(content, cancellationToken);
    }

    public async Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default)
    {
        ObjectName.ThrowIfInvalid(name);
        ArgumentOutOfRangeException.ThrowIfNegative(range.Offset);
        ArgumentOutOfRangeException.ThrowIfNegative(range.Length ?? 0);
        (SafeFileHandle file, long sizeBytes) = await _directory.RunAsync(name, () => Open(name, range.IfVersion), cancellationToken)
            .ConfigureAwait(false);
        long offset = Math.Min(range.Offset, sizeBytes);
        return new FileReadStream(_directory, name, file, offset, Math.Min(range.Length ?? long.MaxValue, sizeBytes - offset));
    }

    public async Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(
        IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (string name in names)
        {
            ObjectName.ThrowIfInvalid(name);
        }

        return await _directory.RunAsync(objectName: null, () => Delete(names, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public Task<StorageSpace> GetSpaceAsync(CancellationToken cancellationToken = default) =>
        _directory.RunAsync(
            objectName: null,
            () =>
            {
                _directory.Require();
                return _directory.GetSpace();
            },
            cancellationToken);

    private List<StorageObject> List(string prefix, CancellationToken cancellationToken)
    {
        _directory.Require();
        List<StorageObject> found = [];
        foreach (string path in Directory.EnumerateFileSystemEntries(_directory.Path))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string name = Path.GetFileName(path);
            if (!name.StartsWith('.') && name.StartsWith(prefix, StringComparison.Ordinal) && FileFacts.Of(path) is { } facts)
            {
                found.Add(new StorageObject(name, facts.SizeBytes, facts.LastModified) { Version = facts.Version });
            }
        }

        // A directory that was deleted or unmounted meanwhile ends its listing without an error.
        _directory.Require();
        return found;
    }

    private (SafeFileHandle File, long SizeBytes) Open(string name, string? version)
    {
        _directory.Require();
        string path = _directory.PathOf(name);
        FileFacts facts = FileFacts.Of(path) ?? throw new StorageObjectNotFoundException(_directory.StorageName, name);
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (FileNotFoundException exception)
        {
            throw new StorageObjectNotFoundException(_directory.StorageName, name, exception);
        }

        // What was opened must be what was looked at: otherwise a link may have taken its place, and leads elsewhere.
        if (FileFacts.Of(file) == facts && (version ?? facts.Version) == facts.Version)
        {
            return (file, facts.SizeBytes);
        }

        file.Dispose();
        throw new StorageException(
            _directory.StorageName, name, ErrorTexts.Error("BSH0224", name, _directory.Path, _directory.StorageName));
    }

    private List<DeleteOutcome> Delete(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        _directory.Require();
        List<DeleteOutcome> outcomes = new(names.Count);
        try
        {
            foreach (string name in names)
            {
                cancellationToken.ThrowIfCancellationRequested();
                outcomes.Add(Delete(name));
            }
        }
        finally
        {
            // Else a power cut may bring back an info file whose archive is gone.
            if (outcomes.Exists(outcome => outcome.Status == DeleteStatus.Deleted))
            {
                AtomicFile.FlushDirectory(_directory.Path);
            }
        }

        return outcomes;
    }

    private DeleteOutcome Delete(string name)
    {
        try
        {
            string path = _directory.PathOf(name);
            if (FileFacts.Of(path) is null)
            {
                return new DeleteOutcome(name, DeleteStatus.NotFound);
            }

            File.Delete(path);
            return new DeleteOutcome(name, DeleteStatus.Deleted);
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
        {
            return new DeleteOutcome(name, DeleteStatus.Failed, FileSystemErrors.Translate(exception, _directory, name).Error);
        }
    }
}
