using System.Globalization;

namespace BackupSh.Benchmarks;

/// <summary>The processor time of all programs that this process has started and waited for.</summary>
// Source: proc_pid_stat(5): cutime and cstime, the 16th and 17th field, in ticks of 10 ms.
internal static class ChildrenTime
{
    private const int FieldsToTheName = 2;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    internal static TimeSpan Total
    {
        get
        {
            string stat = File.ReadAllText("/proc/self/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return Tick * (Field(fields, 16) + Field(fields, 17));
        }
    }

    private static long Field(string[] fields, int number) => long.Parse(fields[number - FieldsToTheName - 1], CultureInfo.InvariantCulture);
}
