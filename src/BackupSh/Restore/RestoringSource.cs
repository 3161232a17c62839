using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Shared;
using BackupSh.Sources;

namespace BackupSh.Restore;

/// <summary>Finds the source that restores a backup.</summary>
internal static class RestoringSource
{
    /// <summary>Returns the source that the caller names, else the one that made the backup, else one of its kind.</summary>
    /// <exception cref="BackupShException">There is none, or it cannot restore (<c>BSH0606</c>, <c>BSH0607</c>).</exception>
    internal static IRestorableBackupSource Find(Engine engine, BackupEntry entry, string? name)
    {
        IBackupSource source = name is not null ? engine.Components.GetSource(name) : OfBackup(engine, entry);
        return source as IRestorableBackupSource
            ?? throw new BackupShException(ErrorTexts.Error("BSH0607", name ?? entry.Info.Details?.Source, entry.Name));
    }

    private static IBackupSource OfBackup(Engine engine, BackupEntry entry)
    {
        if (entry.Info.Details is not { } details)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0606", entry.Name));
        }

        // The configuration may have given the name to a source of another kind since.
        return engine.Configuration.Sources.ContainsKey(details.Source) && engine.Components.GetSource(details.Source) is var configured
            && configured.Describe().Kind == details.SourceKind
            ? configured
            : engine.Components.CreateSourceOfKind(details.SourceKind);
    }
}
