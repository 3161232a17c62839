using BackupSh.Catalog.Store;
using BackupSh.Sources;
using BackupSh.Storage;

namespace BackupSh.Configuration;

/// <summary>A host's whole configuration: read, checked and frozen. Names are compared without regard to case.</summary>
internal sealed class EngineConfiguration
{
    /// <summary>Gets the name of this installation.</summary>
    public required string Instance { get; init; }

    /// <summary>Gets the jobs by name.</summary>
    public required IReadOnlyDictionary<string, JobConfiguration> Jobs { get; init; }

    /// <summary>Gets the sources by name.</summary>
    public required IReadOnlyDictionary<string, ComponentEntry<IBackupSource>> Sources { get; init; }

    /// <summary>Gets the storages by name.</summary>
    public required IReadOnlyDictionary<string, ComponentEntry<IBackupStorage>> Storages { get; init; }

    /// <summary>Gets what makes the catalog's store.</summary>
    public required Func<IServiceProvider, CatalogStore> CreateCatalog { get; init; }

    /// <summary>Gets the host's own encryptors by name.</summary>
    public required IReadOnlyDictionary<string, EncryptorRegistration> Encryptors { get; init; }

    /// <summary>Gets every type of source that a restore may need, by the word in the info file (ordinal).</summary>
    public required IReadOnlyDictionary<string, ComponentType<IBackupSource>> SourceTypes { get; init; }

    /// <summary>Gets the keys to read backups with.</summary>
    public required ReadingKeys ReadingKeys { get; init; }

    /// <summary>Gets the key that protects secrets in the catalog, or <see langword="null"/>.</summary>
    public required Secret? StoredSecretsKey { get; init; }

    /// <summary>Gets how schedules are run.</summary>
    public required SchedulerSettings Scheduler { get; init; }

    /// <summary>Gets the names of all storages, the preferred one for a restore first.</summary>
    public required IReadOnlyList<string> RestorePreference { get; init; }

    /// <summary>Gets what is no fault but should be known, such as a job without encryption.</summary>
    public required IReadOnlyList<OptionsFault> Warnings { get; init; }
}
