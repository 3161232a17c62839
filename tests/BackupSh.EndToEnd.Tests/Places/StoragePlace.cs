namespace BackupSh.EndToEnd.Tests.Places;

/// <summary>An empty place in a storage of one kind, as its provider sees it: it can be out of reach, and be looked into from outside.</summary>
internal abstract class StoragePlace(string name) : IAsyncDisposable
{
    /// <summary>Gets the storage's name in the host.</summary>
    internal string Name => name;

    /// <summary>Adds the storage to a host, as a user does.</summary>
    internal abstract void AddTo(IBackupShBuilder builder);

    internal abstract void TakeDown();

    internal abstract void BringUp();

    /// <summary>Returns all objects by name, without asking the engine.</summary>
    internal abstract Task<SortedDictionary<string, byte[]>> ReadAllAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
