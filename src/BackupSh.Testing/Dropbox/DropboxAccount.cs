namespace BackupSh.Testing.Dropbox;

/// <summary>The namespaces of one account, under one lock.</summary>
internal sealed class DropboxAccount(DropboxServerOptions options)
{
    private readonly Dictionary<string, DropboxTree> _trees = new()
    {
        [options.HomeNamespaceId] = new DropboxTree(),
        [options.RootNamespaceId] = new DropboxTree(),
    };

    internal object Lock { get; } = new();

    internal long? QuotaBytes { get; set; }

    internal DropboxTree Home => _trees[options.HomeNamespaceId];

    internal long AllocatedBytes => QuotaBytes ?? options.QuotaBytes;

    internal long UsedBytes => _trees.Values.Sum(tree => tree.UsedBytes);

    internal long RoomBytes => AllocatedBytes - UsedBytes;

    internal DropboxTree? Find(string namespaceId) => _trees.GetValueOrDefault(namespaceId);
}
