using BackupSh.Encryption;
using BackupSh.Sources;
using BackupSh.Storage;

namespace BackupSh.Configuration;

/// <summary>The sources, storages and encryptors of a container: each made once, when it is first asked for, and disposed
/// with the container.</summary>
internal sealed class ComponentRegistry : IAsyncDisposable, IDisposable
{
    private readonly EngineConfiguration _configuration;
    private readonly IServiceProvider _services;
    private readonly ComponentSet<IBackupSource> _sources;
    private readonly ComponentSet<IBackupStorage> _storages;
    private readonly ComponentSet<IBackupEncryptor> _encryptors;

    internal ComponentRegistry(EngineConfiguration configuration, IServiceProvider services)
    {
        _configuration = configuration;
        _services = services;
        _sources = new(name => Find(SourceEntry(name)), services);
        _storages = new(name => Find(StorageEntry(name)), services);
        _encryptors = new(FindEncryptor, services);
    }

    /// <summary>Returns a source.</summary>
    /// <exception cref="BackupShException">There is none of this name (<c>BSH0141</c>).</exception>
    internal IBackupSource GetSource(string name) => _sources.Get(name);

    /// <summary>Returns a storage.</summary>
    /// <exception cref="BackupShException">There is none of this name (<c>BSH0142</c>).</exception>
    internal IBackupStorage GetStorage(string name) => _storages.Get(name);

    /// <summary>Returns an encryptor of the host's own.</summary>
    /// <exception cref="BackupShException">There is none of this name (<c>BSH0143</c>).</exception>
    internal IBackupEncryptor GetEncryptor(string name) => _encryptors.Get(name);

    /// <summary>Returns what the info file calls a source's kind, for example <c>sqlite</c>.</summary>
    /// <exception cref="BackupShException">There is none of this name (<c>BSH0141</c>).</exception>
    internal string GetSourceInfoName(string name) => SourceEntry(name).InfoName;

    /// <summary>Returns a storage's name as the configuration spells it.</summary>
    /// <exception cref="BackupShException">There is none of this name (<c>BSH0142</c>).</exception>
    internal string GetStorageName(string name) => StorageEntry(name).Name;

    /// <summary>Returns what the info file calls a storage's service, for example <c>local</c>.</summary>
    /// <exception cref="BackupShException">There is none of this name (<c>BSH0142</c>).</exception>
    internal string GetStorageInfoName(string name) => StorageEntry(name).InfoName;

    /// <summary>Returns the least rights that each role needs in a storage; empty if its type does not tell.</summary>
    /// <exception cref="BackupShException">There is none of this name (<c>BSH0142</c>).</exception>
    internal IReadOnlyList<AccessPolicy> GetLeastRights(string storage) => StorageEntry(storage).Binding.LeastRights();

    /// <summary>Returns the storages that are directories of this host, and where they are.</summary>
    internal IEnumerable<(string Name, string Directory)> GetFileSystemDirectories() =>
        from name in _configuration.Storages.Keys
        where GetStorageInfoName(name) == FileSystemStorageType.InfoName
        let storage = GetStorage(name).GetAbility<FileSystemStorage>()
        where storage is not null
        select (name, storage.FullPath);

    /// <summary>Makes a source without a configuration, to restore a backup of a source that this host does not have.</summary>
    /// <param name="infoName">The kind that the info file names.</param>
    /// <returns>A new source, which belongs to the caller.</returns>
    /// <exception cref="BackupShException">No such type was added (<c>BSH0144</c>).</exception>
    internal IBackupSource CreateSourceOfKind(string infoName) =>
        _configuration.SourceTypes.TryGetValue(infoName, out ComponentType<IBackupSource>? type)
            ? type.CreateUnconfigured(_services)
            : throw UnknownName.Exception("BSH0144", infoName, _configuration.SourceTypes.Keys);

    public async ValueTask DisposeAsync()
    {
        foreach (object component in Close())
        {
            if (component is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (component as IDisposable)?.Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (object component in Close())
        {
            if (component is IDisposable disposable)
            {
                disposable.Dispose();
            }
            else if (component is IAsyncDisposable asyncDisposable)
            {
                // A host that disposes its container synchronously leaves no other way.
                asyncDisposable.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
        }
    }

    private static (string Name, Func<IServiceProvider, T> Create) Find<T>(ComponentEntry<T> entry)
        where T : class => (entry.Name, entry.Binding.Create);

    private ComponentEntry<IBackupSource> SourceEntry(string name) =>
        _configuration.Sources.TryGetValue(name, out ComponentEntry<IBackupSource>? entry)
            ? entry
            : throw UnknownName.Exception("BSH0141", name, _configuration.Sources.Keys);

    private ComponentEntry<IBackupStorage> StorageEntry(string name) =>
        _configuration.Storages.TryGetValue(name, out ComponentEntry<IBackupStorage>? entry)
            ? entry
            : throw UnknownName.Exception("BSH0142", name, _configuration.Storages.Keys);

    private (string Name, Func<IServiceProvider, IBackupEncryptor> Create) FindEncryptor(string name) =>
        _configuration.Encryptors.TryGetValue(name, out EncryptorRegistration? encryptor)
            ? (encryptor.Name, encryptor.Create)
            : throw UnknownName.Exception("BSH0143", name, _configuration.Encryptors.Keys);

    private IEnumerable<object> Close() => [.. _sources.Close(), .. _storages.Close(), .. _encryptors.Close()];
}
