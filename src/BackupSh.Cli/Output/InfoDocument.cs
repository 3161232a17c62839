using BackupSh.Catalog;

namespace BackupSh.Cli.Output;

/// <summary>What <c>info</c> writes.</summary>
/// <param name="Complete">Whether every storage has answered.</param>
/// <param name="Backup">The backup's name; null if no storage that has answered has it.</param>
/// <param name="Database">The database's true name.</param>
/// <param name="Time">When the backup was made.</param>
/// <param name="Copies">What is written down about each copy.</param>
/// <param name="Failures">The storages that could not be asked.</param>
internal sealed record InfoDocument(
    bool Complete, string? Backup, string? Database, DateTime? Time, IReadOnlyList<BackupCopy> Copies, IReadOnlyList<StorageFailure> Failures)
{
    internal static InfoDocument Of(IReadOnlyList<BackupEntry> copies, IReadOnlyList<StorageFailure> failures, DateTimeOffset now)
    {
        ListedBackup? first = copies.Count > 0 ? ListedBackup.Of(copies[0]) : null;
        return new InfoDocument(
            failures.Count == 0, first?.Backup, first?.Database, first?.Time, [.. copies.Select(copy => BackupCopy.Of(copy, now))], failures);
    }
}
