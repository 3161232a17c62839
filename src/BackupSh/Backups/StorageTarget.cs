using BackupSh.Storage;

namespace BackupSh.Backups;

/// <summary>A storage that a run works on.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Service">What info files call its kind.</param>
/// <param name="Storage">The storage.</param>
/// <param name="Requests">The small requests to it.</param>
internal sealed record StorageTarget(string Name, string Service, IBackupStorage Storage, StorageRequests Requests)
{
    /// <summary>Gets how long what a run uploads is locked, or <see langword="null"/>.</summary>
    internal TimeSpan? LockFor { get; init; }

    /// <summary>Gets a value indicating whether of several runs only one can create a small object of a name.</summary>
    internal bool CreatesOnly => Storage.GetAbility<ICreateOnlyStorage>() is not null;
}
