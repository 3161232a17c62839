using BackupSh.Storage;

namespace BackupSh.Cli.Output;

/// <summary>What became of a backup in one storage.</summary>
/// <param name="Storage">The storage's name.</param>
/// <param name="Status">deleted, retained (the storage keeps it locked) or failed.</param>
/// <param name="Error">Why it is not deleted, or null.</param>
internal sealed record DeletedCopy(string Storage, string Status, ShownError? Error)
{
    private const string Gone = "deleted";

    internal bool IsGone => Status == Gone;

    // A file that was gone already is what the caller wants.
    internal static DeletedCopy Of(string storage, DeleteOutcome outcome) =>
        new(storage, outcome.IsGone ? Gone : CliJson.Word(outcome.Status), ShownError.OfNullable(outcome.Error));

    internal static DeletedCopy Failed(string storage, BackupShError error) =>
        new(storage, CliJson.Word(DeleteStatus.Failed), ShownError.Of(error));
}
