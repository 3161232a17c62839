using System.Globalization;

namespace BackupSh.Benchmarks;

/// <summary>What the kernel says of this process's resident memory, in bytes: managed and native alike.</summary>
// Source: proc_pid_status(5) (VmRSS, VmHWM), proc_pid_clear_refs(5) (5 resets the peak).
internal static class ProcessMemory
{
    internal static long ResidentBytes => Read("VmRSS:");

    internal static long PeakBytes => Read("VmHWM:");

    internal static void ResetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static long Read(string key)
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(key.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
