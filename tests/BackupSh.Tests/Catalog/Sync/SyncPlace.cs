using BackupSh.Catalog;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Catalog.Sync;

/// <summary>A storage whose objects a test puts and removes behind the engine's back: in memory, or in a directory.</summary>
internal sealed class SyncPlace : IDisposable
{
    private readonly InMemoryStorage _memory = new() { Name = "nas" };
    private readonly TempDirectory? _directory;

    internal SyncPlace(bool isDirectory)
    {
        _directory = isDirectory ? new TempDirectory() : null;
        IBackupStorage storage = _directory is null
            ? _memory
            : new FileSystemStorage("nas", new FileSystemStorageOptions { Directory = _directory.Path });
        Storage = new FaultyStorage(storage);
    }

    internal FaultyStorage Storage { get; }

    internal int Calls(StorageOperation operation) => Storage.Calls.Count(call => call.Operation == operation);

    internal void Put(string name, byte[] content)
    {
        if (_directory is null)
        {
            _memory.Put(name, content);
        }
        else
        {
            File.WriteAllBytes(_directory.File(name), content);
        }
    }

    internal void Remove(string name)
    {
        if (_directory is null)
        {
            Assert.True(_memory.Remove(name));
        }
        else
        {
            File.Delete(_directory.File(name));
        }
    }

    internal BackupName PutBackup(BackupName name)
    {
        InMemoryStorage made = new();
        made.PutBackup(name);
        foreach (string file in made.Names)
        {
            Put(file, made.GetContent(file));
        }

        return name;
    }

    internal void RemoveBackup(BackupName name)
    {
        Remove(name.File("info"));
        Remove(Seed.Archive(name));
    }

    public void Dispose() => _directory?.Dispose();
}
