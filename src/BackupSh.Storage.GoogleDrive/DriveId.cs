namespace BackupSh.Storage.GoogleDrive;

/// <summary>The ids that Drive gives to files, folders and shared drives.</summary>
internal static class DriveId
{
    // Longer ones are unknown; the limit keeps what is no id at all out of addresses and searches.
    private const int MaximumLength = 128;

    /// <summary>Tells whether a text can be an id: then it needs no escaping anywhere.</summary>
    internal static bool IsValid(string text) =>
        text.Length is > 0 and <= MaximumLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
