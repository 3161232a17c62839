using System.Text;
using BackupSh.Sources.Folder.Exclusion;
using BackupSh.Sources.Folder.Trees;
using BackupSh.Sources.Tar;
using BackupSh.Storage;

namespace BackupSh.Sources.Folder;

/// <summary>One walk through a folder, from above downwards and in the order of the names' bytes, into an archive.</summary>
/// <remarks>What cannot be read is warned of, and the walk goes on. Depth costs memory, not stack.</remarks>
internal sealed class FolderBackup
{
    private readonly string _root;
    private readonly TreeReader _tree;
    private readonly TarWriter _tar;
    private readonly ExcludeRules _excluded;
    private readonly byte[] _marker;
    private readonly bool _oneFileSystem;
    private readonly OwnStorages _storages;
    private readonly FolderErrors _errors;
    private readonly TreePath _path = new();
    private readonly PathWarnings _warnings;
    private readonly FolderEntries _entries;
    private readonly Stack<Queue<NodeName>> _folders = new();
    private ulong _device;

    internal FolderBackup(
        string root, TreeReader tree, TarWriter tar, FolderSourceOptions options, OwnStorages storages, FolderErrors errors)
    {
        _root = root;
        _tree = tree;
        _tar = tar;
        _excluded = new ExcludeRules(options.Exclude);
        _marker = Encoding.UTF8.GetBytes(options.ExcludeMarker ?? "");
        _oneFileSystem = options.OneFileSystem;
        _storages = storages;
        _errors = errors;
        _warnings = new PathWarnings(_path, root, errors);
        _entries = new FolderEntries(tree, tar, _path, _warnings);
    }

    /// <summary>Writes the archive.</summary>
    /// <returns>The warnings.</returns>
    /// <exception cref="BackupSourceException">The folder itself cannot be read, or has gone.</exception>
    internal async Task<IReadOnlyList<BackupShError>> RunAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        while (_folders.TryPeek(out Queue<NodeName>? names))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (names.TryDequeue(out NodeName name))
            {
                _path.Push(name);
                await VisitAsync(name, cancellationToken).ConfigureAwait(false);
                if (_path.Count == _folders.Count)
                {
                    _path.Pop(); // it was no folder that one has gone into
                }
            }
            else
            {
                LeaveFolder();
            }
        }

        RefuseGone();
        await _tar.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return _warnings.ToList();
    }

    /// <summary>Looks whether the walk could begin, without beginning it.</summary>
    /// <exception cref="BackupSourceException">The folder cannot be read, or nothing of it would be backed up.</exception>
    internal void Check() => ReadRoot();

    private Task BeginAsync(CancellationToken cancellationToken)
    {
        NodeFacts facts = ReadRoot();
        _device = facts.Identity.Device;
        return _entries.AddAsync(TarEntryKind.Folder, facts, cancellationToken);
    }

    private NodeFacts ReadRoot()
    {
        try
        {
            NodeFacts facts = _tree.Current;
            _folders.Push(new Queue<NodeName>(_tree.List()));
            RefuseRoot(facts);
            return facts;
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
        {
            throw _errors.Unreadable(_root, exception);
        }
    }

    /// <summary>Refuses a folder of which nothing would be backed up: an empty backup looks like a good one.</summary>
    private void RefuseRoot(NodeFacts facts)
    {
        if (_storages.Find(facts.Identity) is { } storage)
        {
            throw _errors.Of("BSH0359", _root, storage);
        }

        if (HasMarker(_folders.Peek()))
        {
            throw _errors.Of("BSH0368", _root, PrintableName.Of(_marker));
        }
    }

    private async Task VisitAsync(NodeName name, CancellationToken cancellationToken)
    {
        if (OwnNames.IsUnfinished(name.Bytes)
            || !_warnings.TryAsk(() => _tree.Stat(name), out NodeFacts facts)
            || _excluded.AreExcluding(_path, facts.Kind == NodeKind.Folder))
        {
            return;
        }

        if (_path.Bytes.Length >= TarFormat.MaximumPathBytes)
        {
            _warnings.AddTooLong();
            return;
        }

        await (facts.Kind switch
        {
            NodeKind.Folder => EnterAsync(name, facts, cancellationToken),
            NodeKind.File => _entries.AddFileAsync(name, facts, cancellationToken),
            NodeKind.SymbolicLink => _entries.AddLinkAsync(name, facts, cancellationToken),
            NodeKind.Fifo => _entries.AddAsync(TarEntryKind.Fifo, facts, cancellationToken),
            NodeKind.CharacterDevice => _entries.AddAsync(TarEntryKind.CharacterDevice, facts, cancellationToken),
            NodeKind.BlockDevice => _entries.AddAsync(TarEntryKind.BlockDevice, facts, cancellationToken),
            _ => PassOver(),
        }).ConfigureAwait(false);
    }

    private Task PassOver()
    {
        _warnings.AddNotStored();
        return Task.CompletedTask;
    }

    private async Task EnterAsync(NodeName name, NodeFacts facts, CancellationToken cancellationToken)
    {
        Exception? failure = _warnings.Ask(() => Enter(name), out NodeFacts entered);
        if (failure is not null && FolderErrors.IsOfLostName(failure))
        {
            return;
        }

        // A folder that may not be entered is kept, empty.
        await _entries.AddAsync(TarEntryKind.Folder, failure is null ? entered : facts, cancellationToken).ConfigureAwait(false);
        if (failure is null)
        {
            _warnings.Ask(() => ListWanted(entered), out Queue<NodeName>? names);
            _folders.Push(names ?? new Queue<NodeName>());
        }
    }

    private NodeFacts Enter(NodeName name)
    {
        _tree.Enter(name);
        try
        {
            return _tree.Current;
        }
        catch
        {
            _tree.Leave();
            throw;
        }
    }

    private void LeaveFolder()
    {
        _folders.Pop();
        if (_folders.Count > 0)
        {
            _tree.Leave();
            _path.Pop();
        }
    }

    private Queue<NodeName> ListWanted(NodeFacts folder)
    {
        if (_storages.Find(folder.Identity) is { } storage)
        {
            _warnings.AddStorage(storage);
            return new Queue<NodeName>();
        }

        if (_oneFileSystem && folder.Identity.Device != _device)
        {
            return new Queue<NodeName>();
        }

        Queue<NodeName> names = new(_tree.List());
        return HasMarker(names) ? new Queue<NodeName>() : names;
    }

    private bool HasMarker(IEnumerable<NodeName> names) =>
        _marker.Length > 0
        && names.Any(name => name.Bytes.SequenceEqual(_marker))
        && _tree.Stat(new NodeName(_marker)).Kind != NodeKind.Folder;

    private void RefuseGone()
    {
        try
        {
            if (!_tree.IsRootGone)
            {
                return;
            }
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
        {
            throw _errors.Unreadable(_root, exception);
        }

        throw _errors.Of("BSH0358", _root);
    }
}
