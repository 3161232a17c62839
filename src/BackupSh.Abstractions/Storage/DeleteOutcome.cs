namespace BackupSh.Storage;

/// <summary>What became of one object that was to be deleted.</summary>
/// <param name="Name">The object's name.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Error">Why it failed or is retained, else <see langword="null"/>.</param>
public sealed record DeleteOutcome(string Name, DeleteStatus Status, BackupShError? Error = null)
{
    /// <summary>Gets a value indicating whether the object is not there any more.</summary>
    public bool IsGone => Status is DeleteStatus.Deleted or DeleteStatus.NotFound;
}
