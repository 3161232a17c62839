using BackupSh.Sources.Folder.Trees;
using BackupSh.Sources.Tar;
using BackupSh.Storage;
using Microsoft.Extensions.Logging;

namespace BackupSh.Sources.Folder;

/// <summary>One restore: a new tree beside the target, which gets the target's name when all of it is there and checked.</summary>
internal sealed class FolderRestore
{
    private readonly FolderSourceOptions _options;
    private readonly RestoreRequest _request;
    private readonly ILogger _logger;
    private readonly FolderErrors _errors;
    private readonly BoundedWarnings _warnings = new();
    private readonly string _target;
    private readonly string? _parent;
    private readonly string _staged;

    internal FolderRestore(string source, FolderSourceOptions options, RestoreRequest request, ILogger logger)
    {
        _options = options;
        _request = request;
        _logger = logger;
        _errors = new FolderErrors(source);
        _target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Target));
        _parent = Path.GetDirectoryName(_target);
        _staged = Path.Combine(_parent ?? _target, OwnNames.NewRestore());
    }

    /// <summary>Gets what makes the tree: a seam for tests.</summary>
    internal Func<string, TreeWriter> CreateTree { get; init; } = TreeWriter.Create;

    internal async Task<RestoreReport> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        // Refuse before the first byte is read what would be refused at the end.
        RefuseTarget();
        try
        {
            using (TreeWriter tree = Write(() => CreateTree(_staged)))
            {
                TreeRestore restore = new(tree, _options, _errors, _warnings);
                await ReceiveAsync(content, restore, cancellationToken).ConfigureAwait(false);
                await _request.BeforePublish(_staged, cancellationToken).ConfigureAwait(false);
                Write(() =>
                {
                    restore.FinishRoot(); // only now: the folder was nobody else's while hooks ran
                    return true;
                });
            }

            cancellationToken.ThrowIfCancellationRequested();
            RefuseTarget();
            string? previous = Write(Publish);
            return new RestoreReport(_target) { PreviousTarget = previous, Warnings = _warnings.ToList() };
        }
        catch
        {
            Discard();
            throw;
        }
    }

    private async Task ReceiveAsync(Stream content, TreeRestore restore, CancellationToken cancellationToken)
    {
        using TarReader archive = new(content);
        try
        {
            await restore.RunAsync(archive, cancellationToken).ConfigureAwait(false);
        }
        catch (TarFormatException exception)
        {
            throw _errors.Damaged(exception);
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception) && !archive.HasInputFailed)
        {
            throw _errors.Unwritable(_target, exception);
        }
    }

    private void RefuseTarget()
    {
        if (!Directory.Exists(_parent))
        {
            throw _errors.Of("BSH0370", _target);
        }

        if (!PortablePath.IsTaken(_target))
        {
            return;
        }

        if (!_request.Replace)
        {
            throw _errors.Of("BSH0371", _target);
        }

        if (PortablePath.Stat(_target).Kind != NodeKind.Folder)
        {
            throw _errors.Of("BSH0372", _target);
        }
    }

    private string? Publish()
    {
        if (_request.Replace && Directory.Exists(_target))
        {
            return FolderReplacement.Run(_staged, _target, _request.Time);
        }

        return FolderMove.TryMove(_staged, _target) ? null : throw _errors.Of("BSH0371", _target);
    }

    private T Write<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
        {
            throw _errors.Unwritable(_target, exception);
        }
    }

    private void Discard()
    {
        try
        {
            if (Directory.Exists(_staged))
            {
                TreeWriter.Delete(_staged);
            }
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
        {
            // The restore has failed already, and its own error says more than this one.
            FolderLog.NotRemoved(_logger, _staged, exception);
        }
    }
}
