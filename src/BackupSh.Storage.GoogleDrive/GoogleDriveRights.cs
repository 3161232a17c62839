namespace BackupSh.Storage.GoogleDrive;

/// <summary>The least rights that each role needs in a folder, in Google's words.</summary>
/// <remarks>Source: support.google.com/a/users/answer/12380484 (roles of shared drives); the guide "Choose Drive API scopes". Drive
/// cannot let somebody create and not change: what a contributor has stored, a contributor can overwrite.</remarks>
internal static class GoogleDriveRights
{
    private const string Kind = "role in the shared drive, or right to the folder; and scope";
    private const string ReadOnlyScope = "https://www.googleapis.com/auth/drive.readonly";

    internal static IReadOnlyList<AccessPolicy> Of(GoogleDriveStorageOptions options) =>
    [
        new(
            AccessRole.Writer,
            Kind,
            $"In a shared drive: Contributor of '{options.FolderId}'. Elsewhere: Editor of the folder.\nScope: {options.Scope}\n"
            + "Drive cannot tell creating from changing: a writer can overwrite or, outside of a shared drive, delete what it has stored."),
        new(
            AccessRole.Pruner,
            Kind,
            (options.Deletion == GoogleDriveDeletion.Permanent
                ? $"In a shared drive: Manager of '{options.FolderId}', because it deletes for good. Elsewhere: the files' owner."
                : $"In a shared drive: Content manager of '{options.FolderId}'. Elsewhere: the files' owner.")
            + $"\nScope: {options.Scope}"),
        new(AccessRole.Restorer, Kind, $"Viewer of '{options.FolderId}'.\nScope: {ReadOnlyScope}"),
    ];
}
