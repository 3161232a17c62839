using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BackupSh.Catalog.Store;
using BackupSh.Configuration;
using BackupSh.Jobs;
using BackupSh.Shared;
using Microsoft.Extensions.Logging;

namespace BackupSh.Scheduling;

/// <summary>What the catalog keeps of schedules: how far each job's are, its pause, its lease, and what was passed over.</summary>
internal sealed class ScheduleRecords(CatalogStore store, TimeProvider time, ILogger logger, TimeSpan leaseDuration)
{
    /// <summary>How long the catalog may take for what must not wait for ever.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How many of a job's entries about passed due times are kept.</summary>
    internal const int MaximumPassed = 1_000;

    private const string StateKey = "state";
    private const string PauseKey = "pause";
    private const string PassedPrefix = "passed-";

    private readonly CatalogLeases _leases = new(store, time);

    // A name that no other process has, on this machine or another.
    private readonly string _holder = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";

    internal async Task<ScheduleState?> FindStateAsync(string job, CancellationToken cancellationToken)
    {
        CatalogRecord? record = await store.FindAsync(CatalogRecordKind.Schedule, job, StateKey, cancellationToken).ConfigureAwait(false);
        return record is null ? null : Read(record, JobsJson.Default.ScheduleState) with { Version = record.Version };
    }

    /// <summary>Writes how far a job's schedules are.</summary>
    /// <exception cref="BackupShException">Somebody else has written it since it was read (<c>BSH1146</c>).</exception>
    internal async Task<ScheduleState> WriteStateAsync(string job, ScheduleState state, CancellationToken cancellationToken)
    {
        CatalogRecord record = Record(job, StateKey, time.GetUtcNow(), state, JobsJson.Default.ScheduleState) with { Version = state.Version };
        CatalogRecord written = await store.TryWriteAsync(record, cancellationToken).ConfigureAwait(false)
            ?? throw new BackupShException(ErrorTexts.Error("BSH1146", job));
        return state with { Version = written.Version };
    }

    internal async Task<JobPause?> FindPauseAsync(string job, CancellationToken cancellationToken)
    {
        CatalogRecord? record = await store.FindAsync(CatalogRecordKind.Schedule, job, PauseKey, cancellationToken).ConfigureAwait(false);
        return record is null ? null : Read(record, JobsJson.Default.JobPause);
    }

    internal Task WritePauseAsync(string job, JobPause pause, CancellationToken cancellationToken) =>
        store.WriteAsync([Record(job, PauseKey, time.GetUtcNow(), pause, JobsJson.Default.JobPause)], cancellationToken);

    internal Task RemovePauseAsync(string job, CancellationToken cancellationToken) => RemoveAsync(job, PauseKey, cancellationToken);

    /// <summary>Removes what is kept of a job that is gone: one of the same name starts anew.</summary>
    internal async Task ForgetAsync(string job, CancellationToken cancellationToken)
    {
        await RemoveAsync(job, PauseKey, cancellationToken).ConfigureAwait(false);
        await RemoveAsync(job, StateKey, cancellationToken).ConfigureAwait(false);
    }

    internal Task<bool> TryLeaseAsync(string job, CancellationToken cancellationToken) =>
        _leases.TryTakeAsync(LeaseOf(job), _holder, leaseDuration, cancellationToken);

    internal async Task ReleaseLeaseAsync(string job)
    {
        using CancellationTokenSource limit = new(Patience, time);
        try
        {
            await _leases.ReleaseAsync(LeaseOf(job), _holder, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is BackupShException or OperationCanceledException)
        {
            // It ends by itself.
            SchedulerLog.LeaseNotReleased(logger, job, exception);
        }
    }

    /// <summary>Writes down that a run starts.</summary>
    internal async Task StartAsync(JobConfiguration job, OpenRun open, JobTurn turn, CancellationToken cancellationToken)
    {
        ScheduleState state = turn.State! with { Handled = turn.Decision.Due ?? turn.State.Handled, Open = open, Retry = null };
        await WriteStateAsync(job.Name, state, cancellationToken).ConfigureAwait(false);
        if (turn.State.Retry is { } retry && retry.Due != turn.Due)
        {
            await PassAsync(job.Name, new PassedDueTimes(retry.Due, retry.Due, 1, PassedReason.Interrupted, open.RunId), cancellationToken).ConfigureAwait(false);
        }

        if (turn.Decision.FirstMissed is { } first)
        {
            await PassAsync(
                job.Name,
                new PassedDueTimes(first, turn.Decision.LastMissed!.Value, turn.Decision.Missed, PassedReason.Late, open.RunId),
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes down that a due time, and those before it, are passed over.</summary>
    internal async Task SkipAsync(JobConfiguration job, JobTurn turn, CancellationToken cancellationToken)
    {
        DueDecision decision = turn.Decision;
        await WriteStateAsync(job.Name, turn.State! with { Handled = turn.Due, Retry = null }, cancellationToken).ConfigureAwait(false);
        if (turn.State!.Retry is { } retry)
        {
            await GiveUpAsync(job.Name, retry.Due, cancellationToken).ConfigureAwait(false);
        }

        PassedReason reason = job.IsActive ? PassedReason.Paused : PassedReason.Inactive;
        PassedDueTimes passed = new(decision.FirstMissed ?? turn.Due, turn.Due, decision.Missed + 1, reason, null);
        await PassAsync(job.Name, passed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes down that a run has ended, or was found interrupted.</summary>
    internal async Task EndAsync(string job, OpenRun open, DueRetry? retry, CancellationToken cancellationToken)
    {
        ScheduleState? state = await FindStateAsync(job, cancellationToken).ConfigureAwait(false);
        if (state?.Open?.RunId != open.RunId)
        {
            return; // somebody else has found it, and gone on
        }

        await WriteStateAsync(job, state with { Open = null, Retry = retry }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes down that a due time's runs were interrupted, and that it is given up.</summary>
    internal Task GiveUpAsync(string job, DateTimeOffset due, CancellationToken cancellationToken) =>
        PassAsync(job, new PassedDueTimes(due, due, 1, PassedReason.Interrupted, null), cancellationToken);

    /// <summary>Lists what was passed over, the newest first.</summary>
    internal static IAsyncEnumerable<PassedDueTimes> ListPassedAsync(CatalogStore store, string job, CancellationToken cancellationToken) =>
        ListPassedRecordsAsync(store, job, cancellationToken).Select(record => Read(record, JobsJson.Default.PassedDueTimes));

    private async Task PassAsync(string job, PassedDueTimes passed, CancellationToken cancellationToken)
    {
        SchedulerLog.Passed(logger, job, passed.Count, passed.First, passed.Last, passed.Reason.ToString());
        string key = PassedPrefix + passed.Last.UtcTicks.ToString("d19", System.Globalization.CultureInfo.InvariantCulture);
        await store.WriteAsync([Record(job, key, passed.Last, passed, JobsJson.Default.PassedDueTimes)], cancellationToken).ConfigureAwait(false);
        int kept = 0;
        await foreach (CatalogRecord record in ListPassedRecordsAsync(store, job, cancellationToken).ConfigureAwait(false))
        {
            if (++kept > MaximumPassed)
            {
                await store.TryRemoveAsync(record, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static IAsyncEnumerable<CatalogRecord> ListPassedRecordsAsync(CatalogStore store, string job, CancellationToken cancellationToken) =>
        store.ListAsync(new CatalogQuery { Kind = CatalogRecordKind.Schedule, Group = job }, cancellationToken)
            .Where(record => record.Key.StartsWith(PassedPrefix, StringComparison.Ordinal));

    private async Task RemoveAsync(string job, string key, CancellationToken cancellationToken)
    {
        // Until it is gone, whoever writes it meanwhile: at most as often as others write.
        while (await store.FindAsync(CatalogRecordKind.Schedule, job, key, cancellationToken).ConfigureAwait(false) is { } record)
        {
            await store.TryRemoveAsync(record, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string LeaseOf(string job) => $"job/{job}";

    private static T Read<T>(CatalogRecord record, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(record.Document, type)!;

    private static CatalogRecord Record<T>(string job, string key, DateTimeOffset moment, T value, JsonTypeInfo<T> type) =>
        new(CatalogRecordKind.Schedule, job, key, moment, JsonSerializer.Serialize(value, type));
}
