using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using BackupSh.Configuration;

namespace BackupSh.Scheduling;

/// <summary>When a job is due: the times of all its active schedules, each time once.</summary>
internal sealed class DueTimes(JobConfiguration job)
{
    private readonly JobSchedule[] _active = [.. job.Schedules.Where(schedule => schedule.IsActive)];

    /// <summary>Returns the first due time after a moment, in UTC, or <see langword="null"/> if there is none.</summary>
    internal DateTimeOffset? Next(DateTimeOffset after)
    {
        DateTimeOffset? first = null;
        foreach (JobSchedule schedule in _active)
        {
            if (schedule.Next(job.TimeZone, after) is { } next && (first is null || next < first))
            {
                first = next;
            }
        }

        return first;
    }

    /// <summary>Returns the due times in a span, the earliest first.</summary>
    /// <param name="after">No due time itself.</param>
    /// <param name="until">May be one.</param>
    internal IEnumerable<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset until)
    {
        for (DateTimeOffset? due = Next(after); due <= until; due = Next(due.Value))
        {
            yield return due.Value;
        }
    }

    /// <summary>Returns when a due run may start: the due time and the job's share of its jitter.</summary>
    internal DateTimeOffset StartOf(DateTimeOffset due) => due + Jitter(due);

    /// <summary>Returns when all black-outs end that a moment lies in, or <see langword="null"/> if it lies in none.</summary>
    internal DateTimeOffset? BlackOutEnd(DateTimeOffset moment)
    {
        DateTimeOffset? end = null;
        for (DateTimeOffset? next = EndAt(moment); next is not null; next = EndAt(next.Value))
        {
            end = next;

            // Black-outs that cover a whole week are refused, so this ends; a zone's gaps must not make it run for ever.
            if (end - moment > TimeSpan.FromDays(8))
            {
                break;
            }
        }

        return end;
    }

    private DateTimeOffset? EndAt(DateTimeOffset moment) => job.BlackOuts.Select(blackOut => blackOut.EndAt(moment, job.TimeZone)).Max();

    // Not random: every node of a cluster, and a host that was restarted meanwhile, must find the same moment.
    private TimeSpan Jitter(DateTimeOffset due)
    {
        if (job.Jitter == TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{job.Name.ToUpperInvariant()}\n{due.UtcTicks}"), hash);
        double share = BinaryPrimitives.ReadUInt32LittleEndian(hash) / (double)uint.MaxValue;
        return TimeSpan.FromSeconds(Math.Floor(job.Jitter.TotalSeconds * share));
    }
}
