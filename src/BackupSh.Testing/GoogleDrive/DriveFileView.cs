namespace BackupSh.Testing.GoogleDrive;

/// <summary>A file with what follows from the folders above it.</summary>
/// <param name="File">The file.</param>
/// <param name="IsTrashed">Whether it or a folder above it is in the trash.</param>
/// <param name="RootId">The id of the root that it lies in, which is also called <c>root</c>.</param>
/// <param name="Owner">The owner's address.</param>
internal readonly record struct DriveFileView(DriveFile File, bool IsTrashed, string RootId, string Owner)
{
    internal bool IsIn(string folder) => File.Parent is not null && File.Parent == (folder == "root" ? RootId : folder);

    internal bool BelongsTo(string address) => File.DriveId is null && string.Equals(address == "me" ? Owner : address, Owner, StringComparison.OrdinalIgnoreCase);
}
