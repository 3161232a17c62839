using BackupSh.Sources.Folder.Trees;

namespace BackupSh.Sources.Folder;

/// <summary>Which folders hold backups of this host: a backup that held them would hold itself, and double each day.</summary>
internal sealed class OwnStorages
{
    private readonly Dictionary<NodeIdentity, string> _names = [];

    /// <summary>Looks where the storages are now.</summary>
    /// <param name="tree">Tells folders apart.</param>
    /// <param name="storages">The names and directories of the storages.</param>
    internal OwnStorages(TreeReader tree, IEnumerable<(string Name, string Directory)> storages)
    {
        foreach ((string name, string directory) in storages)
        {
            if (tree.Identify(directory) is { } identity)
            {
                _names.TryAdd(identity, name);
            }
        }
    }

    /// <summary>Returns the name of the storage that a folder is, or <see langword="null"/>.</summary>
    internal string? Find(in NodeIdentity folder) => _names.GetValueOrDefault(folder);
}
