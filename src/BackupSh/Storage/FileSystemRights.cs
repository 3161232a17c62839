namespace BackupSh.Storage;

/// <summary>The least rights that a directory can give, and what it cannot keep apart.</summary>
internal static class FileSystemRights
{
    private const string Kind = "directory mode";

    internal static IReadOnlyList<AccessPolicy> Of(FileSystemStorageOptions options)
    {
        string directory = Path.GetFullPath(options.Directory);
        return
        [
            new(AccessRole.Writer, Kind, $"""
                {directory}: read, write and search for one account, nothing for anybody else (rwx------, 0700).
                A directory cannot tell creating from deleting: whoever may store backups here may delete them, too.
                Keep a copy in a storage that can, or on a disk that is unplugged.
                """),
            new(AccessRole.Pruner, Kind, $"""
                {directory}: the same account as the writer's.
                Its files can be read by the account that wrote them only (rw-------, 0600), and rotation reads info files.
                """),
            new(AccessRole.Restorer, Kind, $"""
                {directory}: the same account as the writer's, since its files can be read by no other.
                Mount the file system read-only where nothing but restores are made.
                """),
        ];
    }
}
