using BackupSh.Jobs;

namespace BackupSh.Cli.Output;

/// <summary>What <c>jobs show</c> writes, and what a command has made of a job.</summary>
/// <param name="Job">The job as it is now.</param>
/// <param name="Values">Every value that is set, or has a default. Secrets are masked.</param>
/// <param name="Hold">What keeps all schedules from starting anything; null if nothing does.</param>
internal sealed record JobDocument(ShownJob Job, IReadOnlyList<ShownJobValue> Values, ShownError? Hold)
{
    internal static JobDocument Of(BackupJob job) => new(
        ShownJob.Of(job),
        [.. job.Values.Select(value => new ShownJobValue(value.Key, value.Value, CliJson.Word(value.Origin)))],
        ShownError.OfNullable(job.Hold));
}
