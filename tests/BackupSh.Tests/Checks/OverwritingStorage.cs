using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Checks;

/// <summary>A storage that breaks the contract: the last upload under a name wins.</summary>
internal sealed class OverwritingStorage(InMemoryStorage inner) : DelegatingStorage(inner)
{
    private readonly InMemoryStorage _inner = inner;

    public override Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        _inner.Remove(name);
        return base.UploadAsync(name, content, options, cancellationToken);
    }
}
