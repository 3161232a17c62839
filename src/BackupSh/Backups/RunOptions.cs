using System.Collections.ObjectModel;

namespace BackupSh.Backups;

/// <summary>What one run of a job may be told.</summary>
public sealed class RunOptions
{
    /// <summary>Gets labels for the info files of this run, beside the job's own; a label of the same name wins. Empty by default.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Gets who is told how far the run is, or <see langword="null"/>.</summary>
    public IProgress<BackupProgress>? Progress { get; init; }
}
