namespace BackupSh.Storage.GoogleDrive;

/// <summary>What becomes of an object that is deleted.</summary>
public enum GoogleDriveDeletion
{
    /// <summary>It goes to the trash, where Google keeps it for 30 days, and is not listed any more. Until then it takes room.</summary>
    Trash,

    /// <summary>It is gone for good. In a shared drive this needs the role "manager".</summary>
    Permanent,
}
