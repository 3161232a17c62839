using System.Runtime.CompilerServices;
using BackupSh.Storage;

namespace BackupSh.Testing.Tests.Conformance.Mutants;

/// <summary>A storage whose place is not there, as it should behave.</summary>
internal sealed class MissingStorage : IBackupStorage
{
    private static StorageException Missing => new("gone", objectName: null, new BackupShError("TEST0001", "The bucket is missing.", "Create it."));

    public async IAsyncEnumerable<StorageObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.FromException(Missing);
        yield break;
    }

    public Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default) =>
        Task.FromException<StorageObject>(Missing);

    public Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default) =>
        Task.FromException<Stream>(Missing);

    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        Task.FromException<IReadOnlyList<DeleteOutcome>>(Missing);
}
