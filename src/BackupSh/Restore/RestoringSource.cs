using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Shared;
using BackupSh.Sources;

namespace BackupSh.Restore;

/// <summary>The source that restores a backup; one that was made for this restore alone is disposed with it.</summary>
internal sealed class RestoringSource : IAsyncDisposable
{
    // Source: docs/format.md: what the Awkhad modules store is their database manager's zip.
    private const string ModulesExtension = "zip";
    private const string ModulesKind = "awkhad";

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
        IBackupSource? own = configured is null ? engine.Components.CreateSourceOfKind(KindOf(engine, entry)) : null;
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
        if (entry.Info.Details is not { } details)
        {
            return ThatHolds(engine, entry);
        }

        return engine.Configuration.Sources.ContainsKey(details.Source) && engine.Components.GetSource(details.Source) is var source
            && IsOfKind(engine, details.Source, source, details.SourceKind) ? source : null;
    }

    // The modules name no source. It is the one of their kind whose database this is, by the name in the file.
    private static IBackupSource? ThatHolds(Engine engine, BackupEntry entry)
    {
        string kind = KindOf(engine, entry);
        return engine.Configuration.Sources.Keys
            .Where(name => engine.Components.GetSourceInfoName(name) == kind)
            .Select(engine.Components.GetSource)
            .FirstOrDefault(source => BackupName.Escape(source.Describe().Database) == entry.Name.Database);
    }

    private static string KindOf(Engine engine, BackupEntry entry) => entry.Info.Details?.SourceKind
        ?? (BackupFile.TryParse(entry.Archive, out BackupFile? file) && file.Extension is ModulesExtension or ModulesExtension + "." + BackupFile.EncryptedExtension
            && engine.Configuration.SourceTypes.ContainsKey(ModulesKind)
            ? ModulesKind
            : throw new BackupShException(ErrorTexts.Error("BSH0606", entry.Name)));

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
