using BackupSh.Backups;
using BackupSh.Configuration;

namespace BackupSh.Scheduling;

/// <summary>Runs a job: see <see cref="BackupRunner"/>.</summary>
/// <param name="job">The job.</param>
/// <param name="options">Who is told how far it is.</param>
/// <param name="runId">The run's id.</param>
/// <param name="cancellationToken">Ends the run.</param>
/// <returns>What was made.</returns>
internal delegate Task<RunResult> StartRun(JobConfiguration job, RunOptions options, string runId, CancellationToken cancellationToken);
