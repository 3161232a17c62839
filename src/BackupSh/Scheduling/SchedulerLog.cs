using Microsoft.Extensions.Logging;

namespace BackupSh.Scheduling;

/// <summary>What the scheduler logs.</summary>
internal static partial class SchedulerLog
{
    [LoggerMessage(1140, LogLevel.Information, "The scheduler runs {Jobs} jobs")]
    internal static partial void Started(ILogger logger, int jobs);

    [LoggerMessage(1141, LogLevel.Information, "The scheduler is switched off: nothing runs by itself in this process")]
    internal static partial void SwitchedOff(ILogger logger);

    [LoggerMessage(1142, LogLevel.Information, "The scheduler has stopped")]
    internal static partial void Stopped(ILogger logger);

    [LoggerMessage(1143, LogLevel.Error, "The scheduler could not look at job '{Job}', and tries again: {Error}")]
    internal static partial void LookFailed(ILogger logger, string job, BackupShError error);

    [LoggerMessage(1144, LogLevel.Error, "The scheduler could not look at the jobs, and tries again: {Error}")]
    internal static partial void RoundFailed(ILogger logger, BackupShError error);

    [LoggerMessage(1145, LogLevel.Error, "Run {RunId} of job '{Job}': {Error}")]
    internal static partial void RunFailed(ILogger logger, string runId, string job, BackupShError error);

    [LoggerMessage(1146, LogLevel.Error, "What became of run {RunId} of job '{Job}' could not be written down: {Error}")]
    internal static partial void RunNotRecorded(ILogger logger, string runId, string job, BackupShError error);

    [LoggerMessage(1147, LogLevel.Warning, "The lease of job '{Job}' could not be renewed; its run goes on: {Error}")]
    internal static partial void LeaseNotRenewed(ILogger logger, string job, BackupShError error);

    [LoggerMessage(1148, LogLevel.Warning, "Job '{Job}': {Count} due times from {First:u} to {Last:u} get no run of their own: {Reason}")]
    internal static partial void Passed(ILogger logger, string job, int count, DateTimeOffset first, DateTimeOffset last, string reason);

    [LoggerMessage(1149, LogLevel.Warning, "Not every run has ended in the time that the host gives; what is left is found at the next start")]
    internal static partial void StoppedEarly(ILogger logger);

    [LoggerMessage(1150, LogLevel.Warning, "The lease of job '{Job}' could not be given back; it ends by itself")]
    internal static partial void LeaseNotReleased(ILogger logger, string job, Exception exception);

    [LoggerMessage(1151, LogLevel.Warning, "The jobs that users have made could not be read, and their keys are not tried: {Error}")]
    internal static partial void JobsNotRead(ILogger logger, BackupShError error);

    [LoggerMessage(1152, LogLevel.Error, "The scheduler starts nothing: {Error}")]
    internal static partial void Held(ILogger logger, BackupShError error);

    [LoggerMessage(1153, LogLevel.Information, "The scheduler runs jobs again: the catalog's place is confirmed")]
    internal static partial void Released(ILogger logger);
}
