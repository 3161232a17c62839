using System.Security.Cryptography;

namespace BackupSh.Backups;

/// <summary>Makes ids of runs: the time in milliseconds, then 80 random bits, in hexadecimal, so that ids sort by time.</summary>
internal static class RunId
{
    private const int RandomBytes = 10;

    internal static string Create(TimeProvider time) =>
        time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x12", System.Globalization.CultureInfo.InvariantCulture)
        + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
}
