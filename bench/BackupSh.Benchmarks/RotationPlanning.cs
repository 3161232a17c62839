using System.Diagnostics;
using System.Globalization;
using BackupSh.Rotation;

namespace BackupSh.Benchmarks;

/// <summary>How long a plan takes, and how much memory, from a thousand backups to a million, on one core.</summary>
internal static class RotationPlanning
{
    private const int Rounds = 7;

    private static readonly DateTimeOffset Newest = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    internal static Task RunAsync()
    {
        Console.WriteLine($"Best of {Rounds} rounds, {Environment.ProcessorCount} processors, one of them used. Backups every 5 minutes; six tiers.");
        Console.WriteLine();
        Console.WriteLine("| backups | zone | order | rules | ms of processor time | ns a backup | bytes a backup | kept |");
        Console.WriteLine("| ---: | --- | --- | --- | ---: | ---: | ---: | ---: |");
        string usual = "hourly=24 daily=7 weekly=5 monthly=12 quarterly=8 yearly=10";
        foreach (int count in new[] { 1_000, 10_000, 100_000, 1_000_000 })
        {
            Report(count, "UTC", isSorted: false, usual);
        }

        Report(1_000_000, "UTC", isSorted: true, usual);
        Report(1_000_000, "Europe/Berlin", isSorted: false, usual);
        Report(1_000_000, "Europe/Berlin", isSorted: false, "hourly=1 daily=1 weekly=1 monthly=1 quarterly=1 yearly=1");
        Report(1_000_000, "Europe/Berlin", isSorted: false, "hourly=100000 daily=100000 weekly=100000 monthly=100000 quarterly=100000 yearly=100000");
        Report(1_000_000, "Europe/Berlin", isSorted: false, "hourly=unlimited daily=unlimited weekly=unlimited monthly=unlimited quarterly=unlimited yearly=unlimited");
        return Task.CompletedTask;
    }

    private static void Report(int count, string zone, bool isSorted, string rules)
    {
        RotationCandidate[] candidates = [.. Enumerable.Range(0, count)
            .Select(i => new RotationCandidate(i.ToString("D7", CultureInfo.InvariantCulture), Newest.AddMinutes(-5.0 * i)))];
        if (!isSorted)
        {
            new Random(42).Shuffle(candidates);
        }

        RotationPolicy policy = new(
            rules.Split(' ').Select(rule => rule.Split('=')).ToDictionary(
                rule => Enum.Parse<RotationTier>(rule[0], ignoreCase: true), rule => RotationRule.Parse(rule[1])),
            TimeZoneInfo.FindSystemTimeZoneById(zone));
        TimeSpan best = TimeSpan.MaxValue;
        long allocated = 0;
        int kept = 0;
        for (int round = 0; round < Rounds; round++)
        {
            GC.Collect();
            TimeSpan used = ProcessorTime();
            long before = GC.GetAllocatedBytesForCurrentThread();
            RotationPlan plan = RotationPlanner.Plan(policy, candidates, Newest);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            used = ProcessorTime() - used;
            best = used < best ? used : best;
            kept = plan.Keep.Count;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {count:N0} | {zone} | {(isSorted ? "newest first" : "random")} | {Words(rules)} | {best.TotalMilliseconds:F1} | {best.TotalNanoseconds / count:F0} | {(double)allocated / count:F0} | {kept:N0} |"));
    }

    // Of the whole process: what the garbage collector does on other threads counts too.
    private static TimeSpan ProcessorTime()
    {
        using Process process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static string Words(string rules) => rules.Split(' ').Select(rule => rule.Split('=')[1]).Distinct().ToArray() is [string all] ? $"all {all}" : "usual";
}
