using System.Diagnostics.CodeAnalysis;
using BackupSh.Shared;
using BackupSh.Sources.Tar;
using BackupSh.Storage;

namespace BackupSh.Sources.Folder;

/// <summary>Warnings of a walk: each names the path that the walk has come to.</summary>
internal sealed class PathWarnings(TreePath path, string root, FolderErrors errors)
{
    private readonly BoundedWarnings _warnings = new();

    internal void Add(BackupShError? warning)
    {
        if (warning is not null)
        {
            _warnings.Add(warning);
        }
    }

    internal void AddNotStored() => _warnings.Add(ErrorTexts.Error("BSH0364", PrintableName.Of(path.Bytes)));

    internal void AddChanged() => _warnings.Add(ErrorTexts.Error("BSH0362", PrintableName.Of(path.Bytes)));

    internal void AddTooLong() => _warnings.Add(ErrorTexts.Error("BSH0367", PrintableName.Of(path.Bytes)));

    internal void AddStorage(string storage) => _warnings.Add(ErrorTexts.Error("BSH0365", PrintableName.Of(path.Bytes), storage));

    /// <summary>Asks the file system; a failure that says something of this path alone becomes a warning.</summary>
    /// <returns>Whether it has answered.</returns>
    /// <exception cref="BackupSourceException">The failure would meet whatever is asked next.</exception>
    internal bool TryAsk<T>(Func<T> ask, [MaybeNullWhen(false)] out T answer) => Ask(ask, out answer) is null;

    /// <summary>Asks as <see cref="TryAsk"/> does, and returns the failure.</summary>
    internal Exception? Ask<T>(Func<T> ask, out T? answer)
    {
        answer = default;
        try
        {
            answer = ask();
            return null;
        }
        catch (Exception exception) when (FolderErrors.IsOfOneFile(exception))
        {
            _warnings.Add(FolderErrors.Warning(path.Bytes, exception));
            return exception;
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
        {
            throw errors.Unreadable(root, exception);
        }
    }

    internal IReadOnlyList<BackupShError> ToList() => _warnings.ToList();
}
