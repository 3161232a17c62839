namespace BackupSh.Storage.Dropbox;

/// <summary>The least rights that each role needs in Dropbox, as scopes of an app.</summary>
/// <remarks>Source: the API's specification, the scope of each route that is called. Dropbox has one scope for creating and deleting.</remarks>
internal static class DropboxRights
{
    private const string Kind = "scopes of an app with folder access";

    internal static IReadOnlyList<AccessPolicy> Of(DropboxStorageOptions options)
    {
        string folder = "/" + DropboxFolder.Trim(options.Folder);
        return
        [
            new(AccessRole.Writer, Kind, $"""
                account_info.read files.metadata.read files.content.read files.content.write
                Used in '{folder}'. Dropbox cannot tell creating from deleting: whoever may store backups here may delete them, too.
                Deleted files can be brought back for 30 days or longer, by who has the account and not only this token.
                Keep a copy in a storage that can tell.
                """),
            new(AccessRole.Pruner, Kind, $"""
                files.metadata.read files.content.read files.content.write
                Used in '{folder}': Dropbox has one scope for deleting and creating.
                """),
            new(AccessRole.Restorer, Kind, $"""
                files.metadata.read files.content.read
                Used in '{folder}'. Make the token with an app of its own that has these scopes alone and the same folder, or with a second
                account that the folder is shared with for viewing.
                """),
        ];
    }
}
