namespace BackupSh.Checks;

/// <summary>Whether the credentials of a storage may do one thing.</summary>
/// <param name="Right">The thing.</param>
/// <param name="Status">Whether they may.</param>
/// <param name="Detail">What was seen, in words.</param>
public sealed record RightResult(StorageRight Right, RightStatus Status, string Detail)
{
    /// <summary>Gets what the storage answered if it refused or failed, or <see langword="null"/>.</summary>
    public BackupShError? Error { get; init; }
}
