using System.Runtime.CompilerServices;
using BackupSh.Catalog;
using BackupSh.Storage;

namespace BackupSh.Rotation;

/// <summary>A storage that is not there: it lists backups that nobody has made, and forgets those that are deleted.</summary>
internal sealed class SimulatedStorage : IBackupStorage
{
    private const string ArchiveExtension = "zip";
    private const int ArchiveBytes = 1024 * 1024;

    // In the order of names, so that what starts with a prefix lies side by side.
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);

    internal SimulatedStorage(string database, IEnumerable<DateTimeOffset> times)
    {
        foreach (BackupName name in times.Select(time => BackupName.Create(database, time)))
        {
            _names.Add(name.File(ArchiveExtension));
            _names.Add(name.File(BackupFile.InfoExtension));
        }
    }

    public async IAsyncEnumerable<StorageObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (string name in _names.GetViewBetween(prefix, prefix + char.MaxValue))
        {
            long size = name.EndsWith(ArchiveExtension, StringComparison.Ordinal) ? ArchiveBytes : Info(name).Length;
            yield return new StorageObject(name, size, NameOf(name).Time);
        }
    }

    public Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("A simulation stores nothing.");

    public Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _names.Contains(name) && name.EndsWith(BackupFile.InfoExtension, StringComparison.Ordinal)
            ? Task.FromResult<Stream>(new MemoryStream(Info(name), writable: false))
            : throw new StorageObjectNotFoundException("simulation", name);
    }

    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<DeleteOutcome>>(
            [.. names.Select(name => new DeleteOutcome(name, _names.Remove(name) ? DeleteStatus.Deleted : DeleteStatus.NotFound))]);
    }

    private static BackupName NameOf(string file) => BackupName.Parse(file[..file.LastIndexOf('.')]);

    private static byte[] Info(string file) => BackupInfoFile.Write(new BackupInfo
    {
        Name = NameOf(file),
        Encrypted = false,
        SizeMebibytes = BackupInfo.ToMebibytes(ArchiveBytes),
        StorageService = "local",
    });
}
