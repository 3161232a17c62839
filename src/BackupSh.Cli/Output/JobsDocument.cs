using BackupSh.Jobs;

namespace BackupSh.Cli.Output;

/// <summary>What <c>jobs</c> writes.</summary>
/// <param name="Jobs">The jobs, by name.</param>
/// <param name="Hold">What keeps all schedules from starting anything; null if nothing does.</param>
internal sealed record JobsDocument(IReadOnlyList<ShownJob> Jobs, ShownError? Hold)
{
    internal static JobsDocument Of(IEnumerable<BackupJob> jobs, BackupShError? hold) => new([.. jobs.Select(ShownJob.Of)], ShownError.OfNullable(hold));
}
