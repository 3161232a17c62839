using System.Text.Json.Serialization;

namespace BackupSh.Cli.Output;

/// <summary>What <c>delete</c> writes.</summary>
/// <param name="Backup">The backup's name.</param>
/// <param name="Storages">What became of it in each storage that had something of it.</param>
/// <param name="Failures">The storages that could not be asked: a copy may still be there.</param>
internal sealed record DeleteDocument(string Backup, IReadOnlyList<DeletedCopy> Storages, IReadOnlyList<StorageFailure> Failures)
{
    [JsonIgnore]
    internal int ExitCode => ExitCodes.Of(Storages.Count(storage => !storage.IsGone) + Failures.Count, Storages.Count + Failures.Count);

    internal static DeleteDocument Of(string backup, IReadOnlyList<DeletedCopy> storages, IReadOnlyList<StorageFailure> failures) =>
        new(backup, storages, failures);
}
