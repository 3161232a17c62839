using System.Diagnostics;
using System.Diagnostics.Metrics;
using BackupSh.Backups;

namespace BackupSh.Diagnostics;

/// <summary>Traces and metrics, both named <c>BackupSh</c>. Names and tags are part of the API: <c>docs/design.md</c>.</summary>
internal static class Telemetry
{
    private const string Name = "BackupSh";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("backupsh.runs", "{run}", "Runs that have ended, by job and status.");
    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>("backupsh.archive.bytes", "By", "Bytes of committed archives, by job and storage.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("backupsh.run.duration", "s", "How long runs took, by job and status.");

    internal static Activity? StartRun(string runId, string job) =>
        Source.StartActivity("backupsh.run")?.SetTag("backupsh.job", job).SetTag("backupsh.run_id", runId);

    internal static void EndRun(Activity? activity, RunResult result)
    {
        string status = result.Status.ToString();
        Count(result.Job, status);
        Duration.Record(result.Duration.TotalSeconds, new("job", result.Job), new("status", status));
        foreach (BackupResult backup in result.Backups)
        {
            foreach (StorageOutcome outcome in backup.Outcomes.Where(outcome => outcome.IsCommitted))
            {
                Bytes.Add(backup.ArchiveBytes, new("job", result.Job), new("storage", outcome.Storage));
            }
        }

        activity?.SetTag("backupsh.status", status)
            .SetStatus(result.Status == RunStatus.Succeeded ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        activity?.Dispose();
    }

    internal static void CancelRun(Activity? activity, string job)
    {
        Count(job, "Cancelled");
        activity?.SetTag("backupsh.status", "Cancelled");
        activity?.Dispose();
    }

    private static void Count(string job, string status) =>
        Runs.Add(1, new KeyValuePair<string, object?>("job", job), new KeyValuePair<string, object?>("status", status));
}
