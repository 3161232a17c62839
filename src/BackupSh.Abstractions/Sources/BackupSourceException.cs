namespace BackupSh.Sources;

/// <summary>A source could not be read or restored.</summary>
public sealed class BackupSourceException : BackupShException
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="source">The source's name in the configuration.</param>
    /// <param name="error">The code, message and hint.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>. Must hold no secret.</param>
    /// <param name="isTransient">Whether the same attempt may succeed later without anybody's action.</param>
    public BackupSourceException(string source, BackupShError error, Exception? innerException = null, bool isTransient = false)
        : base(error, innerException, isTransient) => SourceName = source;

    /// <summary>Gets the source's name in the configuration.</summary>
    public string SourceName { get; }
}
