using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Shared;
using BackupSh.Sources;

namespace BackupSh.Restore;

/// <summary>The source that restores a backup; one that was made for this restore alone is disposed with it.</summary>
internal sealed class RestoringSource : IAsyncDisposable
{
    private readonly IBackupSource? _own;

    private RestoringSource(IRestorableBackupSource source, IBackupSource? own)
    {
        Source = source;
        _own = own;
    }

    internal IRestorableBackupSource Source { get; }

    /// <summary>Finds the source that the caller names, else the one that made the backup, else one of its kind.</summary>
    /// <exception cref="BackupShException">There is none, or it cannot restore (<c>BSH0606</c>, <c>BSH0607</c>).</exception>
    internal static async Task<RestoringSource> FindAsync(Engine engine, BackupEntry entry, string? name)
    {
        IBackupSource? configured = name is not null ? engine.Components.GetSource(name) : ThatMade(engine, entry);
        IBackupSource? own = configured is null ? engine.Components.CreateSourceOfKind(entry.Info.Details!.SourceKind) : null;
        if ((configured ?? own) is IRestorableBackupSource source)
        {
            return new RestoringSource(source, own);
        }

        await DisposeAsync(own).ConfigureAwait(false);
        throw new BackupShException(ErrorTexts.Error("BSH0607", name ?? entry.Info.Details?.Source, entry.Name));
    }

    public ValueTask DisposeAsync() => DisposeAsync(_own);

    private static IBackupSource? ThatMade(Engine engine, BackupEntry entry)
    {
        BackupDetails details = entry.Info.Details ?? throw new BackupShException(ErrorTexts.Error("BSH0606", entry.Name));
        return engine.Configuration.Sources.ContainsKey(details.Source) && engine.Components.GetSource(details.Source) is var source
            && IsOfKind(engine, details.Source, source, details.SourceKind) ? source : null;
    }

    // The configuration may have given the name to a source of another kind since. The type knows its kind without asking
    // the source; the host's own sources have only their word.
    private static bool IsOfKind(Engine engine, string name, IBackupSource source, string kind) =>
        engine.Components.GetSourceInfoName(name) == kind || source.Describe().Kind == kind;

    private static async ValueTask DisposeAsync(IBackupSource? source)
    {
        if (source is IAsyncDisposable asyncDisposable)
        {
            await asyncDisposable.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            (source as IDisposable)?.Dispose();
        }
    }
}
