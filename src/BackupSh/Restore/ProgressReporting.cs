using BackupSh.Backups;
using BackupSh.Catalog;

namespace BackupSh.Restore;

/// <summary>Begins the progress of reading one archive.</summary>
internal static class ProgressReporting
{
    internal static ProgressReporter Begin(Engine engine, IProgress<BackupProgress>? progress, BackupEntry entry)
    {
        ProgressReporter reporter = new(progress, engine.Time, engine.Logger);
        reporter.Begin(BackupStage.Reading, entry.ArchiveBytes);
        return reporter;
    }
}
