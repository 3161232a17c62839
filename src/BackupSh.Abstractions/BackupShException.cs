namespace BackupSh;

/// <summary>The world did not do what was asked: a storage, a source, a key or a file failed.</summary>
/// <remarks>Problems of the world derive from this type. Misuse of the API throws the BCL's exceptions, a wrong
/// configuration fails at start, and a cancellation is an <see cref="OperationCanceledException"/>, never wrapped.</remarks>
public class BackupShException : Exception
{
    /// <summary>Initializes the exception from an error.</summary>
    /// <param name="error">The code, message and hint.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>. Must hold no secret.</param>
    /// <param name="isTransient">Whether the same attempt may succeed later without anybody's action.</param>
    public BackupShException(BackupShError error, Exception? innerException = null, bool isTransient = false)
        : base((error ?? throw new ArgumentNullException(nameof(error))).ToString(), innerException)
    {
        Error = error;
        IsTransient = isTransient;
    }

    /// <summary>Gets the error: its code, its message and its hint.</summary>
    public BackupShError Error { get; }

    /// <summary>Gets the stable code, for example <c>BSH0201</c>.</summary>
    public string Code => Error.Code;

    /// <summary>Gets what to do next.</summary>
    public string Hint => Error.Hint;

    /// <summary>Gets a value indicating whether the same attempt may succeed later without anybody's action.</summary>
    public bool IsTransient { get; }
}
