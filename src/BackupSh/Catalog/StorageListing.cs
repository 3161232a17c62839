using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <summary>A storage's listing, grouped by backup.</summary>
internal sealed class StorageListing
{
    /// <summary>How long a claim is believed to belong to a running run. The longest upload that anybody should plan.</summary>
    internal static readonly TimeSpan ClaimGrace = TimeSpan.FromDays(1);

    private StorageListing(IReadOnlyList<BackupFiles> backups, IReadOnlyList<StorageObject> foreign)
    {
        Backups = backups;
        Foreign = foreign;
    }

    /// <summary>Gets what has a backup's name, newest first.</summary>
    internal IReadOnlyList<BackupFiles> Backups { get; }

    /// <summary>Gets what has not.</summary>
    internal IReadOnlyList<StorageObject> Foreign { get; }

    internal static StorageListing Of(IEnumerable<StorageObject> objects)
    {
        Dictionary<BackupName, BackupFiles> backups = [];
        List<StorageObject> foreign = [];

        // A storage under change may list an object twice.
        foreach (StorageObject stored in objects.DistinctBy(stored => stored.Name, StringComparer.Ordinal))
        {
            if (!BackupFile.TryParse(stored.Name, out BackupFile? file))
            {
                foreign.Add(stored);
                continue;
            }

            if (!backups.TryGetValue(file.Backup, out BackupFiles? files))
            {
                backups.Add(file.Backup, files = new BackupFiles(file.Backup));
            }

            files.Add(file, stored);
        }

        return new StorageListing([.. backups.Values.OrderByDescending(files => files.Name)], foreign);
    }
}
