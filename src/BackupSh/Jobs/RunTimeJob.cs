using BackupSh.Configuration;

namespace BackupSh.Jobs;

/// <summary>A job that users have made, as it was read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Options">Its options.</param>
/// <param name="Job">The job, or <see langword="null"/> if it has faults.</param>
/// <param name="Faults">What is wrong with it now: a source that is gone, for example.</param>
internal sealed record RunTimeJob(
    string Name, Options.BackupJobOptions Options, JobConfiguration? Job, IReadOnlyList<OptionsFault> Faults);
