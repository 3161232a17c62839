using System.Diagnostics;
using System.Globalization;

namespace BackupSh.Benchmarks;

/// <summary>What a piece of work takes: time on the wall, and processor time of this process, its children, and a server.</summary>
/// <param name="Elapsed">Seconds on the wall.</param>
/// <param name="Own">Seconds of processor time of this process.</param>
/// <param name="Foreign">Seconds of processor time of the programs that it has started, and of the server.</param>
internal readonly record struct Effort(double Elapsed, double Own, double Foreign)
{
    // Source: proc_pid_stat(5): fields 14 to 17, in ticks of 10 ms: a process's own time, and that of its children that have ended.
    private const int FirstField = 14;
    private const int FieldsToTheName = 2;
    private const double TicksASecond = 100;

    internal static async Task<Effort> OfAsync(Func<Task> work, int? server = null)
    {
        double others = Others(server);
        TimeSpan own = Process.GetCurrentProcess().TotalProcessorTime;
        Stopwatch watch = Stopwatch.StartNew();
        await work();
        double elapsed = watch.Elapsed.TotalSeconds;
        double ownTime = (Process.GetCurrentProcess().TotalProcessorTime - own).TotalSeconds;
        if (server is { } id)
        {
            // A connection's process is counted when it has ended, a moment after its client.
            while (File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(IsBackend))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1));
            }
        }

        return new Effort(elapsed, ownTime, Others(server) - others);
    }

    internal static Effort MedianOf(IReadOnlyCollection<Effort> efforts) =>
        new(Median(efforts.Select(one => one.Elapsed)), Median(efforts.Select(one => one.Own)), Median(efforts.Select(one => one.Foreign)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Elapsed,6:0.00} s {Own + Foreign,6:0.00} s of processors ({Own:0.00} BackupSh)");

    private static bool IsBackend(string process)
    {
        try
        {
            string title = File.ReadAllText($"/proc/{process}/cmdline");
            return title.Length == 0 || title.StartsWith("postgres: postgres", StringComparison.Ordinal); // without one it has ended, and is not counted yet
        }
        catch (IOException)
        {
            return false; // it has just ended
        }
    }

    private static double Others(int? server) => ChildrenTime.Total.TotalSeconds + (server is { } id ? TreeTime(id) : 0);

    private static double TreeTime(int process)
    {
        string stat = File.ReadAllText($"/proc/{process}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields.Skip(FirstField - FieldsToTheName - 1).Take(4).Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksASecond;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
