namespace BackupSh.Testing.GoogleDrive;

/// <summary>What a call may see and do.</summary>
/// <param name="files">The files.</param>
/// <param name="options">The role in the shared drive, and the quota.</param>
internal sealed class DriveRights(DriveFiles files, GoogleDriveServerSettings options)
{
    // Source: support.google.com/a/users/answer/9310249: limits of shared drives.
    private const int MaximumSharedDriveItems = 400_000;

    /// <summary>Finds a file that the call may see; else it is not there.</summary>
    internal DriveFile Require(DriveCall call, string id) =>
        files.Find(id) is { } file && Sees(call, file) ? file : throw DriveFault.NotFound(id);

    internal bool Sees(DriveCall call, DriveFile file)
    {
        if ((file.DriveId is not null || file == files.SharedDrive) && !call.SupportsAllDrives)
        {
            return false;
        }

        bool isRoot = file == files.Root || file == files.SharedDrive;
        return isRoot || file.IsOfApp || !call.Access.SeesOwnFilesOnly;
    }

    internal void RequireWriting(DriveFile file) => RequireRole(file, GoogleDriveRole.Writer);

    internal void RequireTrashing(DriveFile file) => RequireRole(file, GoogleDriveRole.FileOrganizer);

    internal void RequireDeleting(DriveFile file) => RequireRole(file, GoogleDriveRole.Organizer);

    /// <summary>Refuses bytes for which there is no room.</summary>
    internal void RequireRoom(DriveCall call, DriveFile parent, long bytes)
    {
        if (parent.DriveId is not null || parent == files.SharedDrive)
        {
            if (files.All.Count(view => view.File.DriveId is not null) >= Math.Min(MaximumSharedDriveItems, options.SharedDriveItems))
            {
                throw new DriveFault(403, "teamDriveFileLimitExceeded", "The file limit for this shared drive has been exceeded.");
            }
        }
        else if (call.Access.IsServiceAccount)
        {
            throw DriveFault.NoQuotaOfServiceAccount();
        }
        else if (options.LimitBytes is { } limit && files.UsageBytes + bytes > limit)
        {
            throw DriveFault.QuotaExceeded();
        }
    }

    private void RequireRole(DriveFile file, GoogleDriveRole least)
    {
        if (file == files.Root || file == files.SharedDrive ? least != GoogleDriveRole.Writer : false)
        {
            throw DriveFault.NoRight();
        }

        if ((file.DriveId is not null || file == files.SharedDrive) && options.SharedDriveRole < least)
        {
            throw DriveFault.NoRight();
        }
    }
}
