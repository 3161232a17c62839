using BackupSh.Configuration;

namespace BackupSh.Backups;

/// <summary>What the steps of one run share.</summary>
internal sealed record RunContext
{
    internal required string RunId { get; init; }

    internal required JobConfiguration Job { get; init; }

    /// <summary>Gets the job's storages, in the job's order: the first is the primary one.</summary>
    internal required IReadOnlyList<StorageTarget> Targets { get; init; }

    internal required IReadOnlyDictionary<string, string> Labels { get; init; }

    internal required Cleanup Cleanup { get; init; }

    internal required ProgressReporter Progress { get; init; }
}
