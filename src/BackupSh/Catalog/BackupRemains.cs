namespace BackupSh.Catalog;

/// <summary>The files to delete of one backup, beside its info file.</summary>
/// <param name="Name">The backup's name.</param>
/// <param name="Archive">The archive's file name, or null if it is gone already.</param>
/// <param name="HasPin">Whether a pin whose time is over lies beside it.</param>
internal sealed record BackupRemains(BackupName Name, string? Archive, bool HasPin)
{
    internal static BackupRemains Of(BackupEntry entry) => new(entry.Name, entry.Archive, entry.HasEndedPin);

    /// <summary>Returns what a deletion has left that did not come to its end, or null if it is nothing of that kind.</summary>
    /// <remarks>An archive alone may also come from a run that crashed; whoever deletes it by name means it. What a run may
    /// still be working on, and several archives, are no such thing.</remarks>
    internal static BackupRemains? OfInterrupted(BackupFiles files, DateTimeOffset now) =>
        files.Info is null && files.Archives.Count < 2 && (files.Archives.Count > 0 || files.Pin is not null) && !files.IsInProgress(now)
            ? new BackupRemains(files.Name, files.Archives.FirstOrDefault()?.Name, files.Pin is not null)
            : null;
}
