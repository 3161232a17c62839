namespace BackupSh.Testing.GoogleDrive;

/// <summary>Who an access token speaks for.</summary>
/// <param name="Account">The address of the person, or of the service account.</param>
/// <param name="Scope">What it may do, as it was granted.</param>
/// <param name="IsServiceAccount">Whether it is a service account that speaks for itself.</param>
/// <param name="Expires">Until when.</param>
internal sealed record DriveAccess(string Account, string Scope, bool IsServiceAccount, DateTimeOffset Expires)
{
    internal const string FullScope = "https://www.googleapis.com/auth/drive";

    internal const string FileScope = "https://www.googleapis.com/auth/drive.file";

    /// <summary>Gets a value indicating whether it sees only what this app has made.</summary>
    internal bool SeesOwnFilesOnly => !Scope.Split(' ').Contains(FullScope);
}
