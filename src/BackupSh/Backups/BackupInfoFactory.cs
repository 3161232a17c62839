using BackupSh.Catalog;

namespace BackupSh.Backups;

/// <summary>Says in an info file what a run has made.</summary>
internal static class BackupInfoFactory
{
    internal static BackupInfo Create(string instance, RunContext run, WrittenBackup archive, string storageService)
    {
        (BackupRecipe recipe, BackupName name, _, PipelineResult written, TimeSpan duration) = archive;
        return new BackupInfo
        {
            Name = name,
            Encrypted = recipe.Encryptor is not null,
            SizeMebibytes = BackupInfo.ToMebibytes(written.ArchiveBytes),
            StorageService = storageService,
            Details = new BackupDetails
            {
                RunId = run.RunId,
                Instance = instance,
                Archive = recipe.Archive(name),
                ArchiveBytes = written.ArchiveBytes,
                ArchiveSha256 = written.ArchiveSha256,
                PlaintextBytes = written.PlaintextBytes,
                PlaintextSha256 = written.PlaintextSha256,
                Compression = recipe.Compression.Name,
                Encryption = recipe.Encryptor?.Scheme ?? "none",
                KeyIds = recipe.Encryptor?.KeyIds ?? [],
                SourceKind = recipe.Description.Kind,
                Source = run.Job.SourceName,
                TrueDatabase = recipe.Description.Database == name.Database ? null : recipe.Description.Database,
                ToolVersions = written.Report.ToolVersions,
                Host = Environment.MachineName,
                Job = run.Job.Name,
                Labels = run.Labels,
                Duration = TimeSpan.FromMilliseconds(Math.Floor(duration.TotalMilliseconds)),
                Restore = RestoreLine.Of(recipe, name),
            },
        };
    }
}
