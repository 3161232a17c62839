using BackupSh.Jobs;

namespace BackupSh.Cli.Output;

/// <summary>A job.</summary>
internal sealed record ShownJob(
    string Name,
    string Origin,
    string Status,
    string Source,
    IReadOnlyList<string> Storages,
    bool IsEncrypted,
    string TimeZone,
    IReadOnlyList<ShownSchedule> Schedules,
    DateTime? NextStart,
    DateTime? PausedSince,
    string? PauseReason,
    IReadOnlyList<ShownFault> Faults)
{
    internal static ShownJob Of(BackupJob job) => new(
        job.Name,
        CliJson.Word(job.Origin),
        StatusOf(job),
        job.Source,
        job.Storages,
        job.IsEncrypted,
        job.TimeZone,
        [.. job.Schedules.Select(ShownSchedule.Of)],
        WholeSeconds(job.NextStart),
        WholeSeconds(job.Pause?.Since),
        job.Pause?.Reason,
        [.. job.Faults.Select(fault => new ShownFault(fault.Path, fault.Error.Code, fault.Error.Message, fault.Error.Hint))]);

    internal static DateTime? WholeSeconds(DateTimeOffset? time) => time is { } moment ? CliJson.WholeSeconds(moment) : null;

    // What keeps it longest from running comes first.
    private static string StatusOf(BackupJob job) =>
        job.Faults.Count > 0 ? "faulty"
        : !job.IsActive ? "inactive"
        : job.Pause is not null ? "paused"
        : job.Hold is not null ? "held"
        : "active";
}
