namespace BackupSh.Storage.GoogleDrive;

/// <summary>Drive refused a request, or answered something else than it should.</summary>
/// <remarks>Holds no address: that of an upload session is a secret.</remarks>
internal sealed class DriveException(int statusCode, string reason, string message, Exception? innerException = null) : Exception(message, innerException)
{
    internal const string StrangeAnswer = "strangeAnswer";
    internal const string NoAnswer = "noAnswer";
    internal const string NothingKept = "nothingKept";

    /// <summary>Gets the status, or 0 if there was none.</summary>
    internal int StatusCode => statusCode;

    /// <summary>Gets the word that says why. It decides what follows, more than the status.</summary>
    internal string Reason => reason;

    /// <summary>Gets how long Drive asks to wait, or <see langword="null"/>.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    internal static DriveException Strange(string what, Exception? innerException = null) => new(0, StrangeAnswer, what, innerException);

    internal static DriveException Stalled(TimeSpan limit, Exception? innerException = null) =>
        new(0, NoAnswer, $"nothing came for {limit.TotalSeconds:0.###} s", innerException);
}
