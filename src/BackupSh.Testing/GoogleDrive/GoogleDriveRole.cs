namespace BackupSh.Testing.GoogleDrive;

/// <summary>What somebody may do in a shared drive. Each role may do what those before it may.</summary>
public enum GoogleDriveRole
{
    /// <summary>List and read.</summary>
    Reader,

    /// <summary>Create and change files ("contributor").</summary>
    Writer,

    /// <summary>Move files to the trash ("content manager").</summary>
    FileOrganizer,

    /// <summary>Delete files for good ("manager").</summary>
    Organizer,
}
