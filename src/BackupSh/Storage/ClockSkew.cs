using BackupSh.Shared;

namespace BackupSh.Storage;

/// <summary>Compares a storage's clock with this machine's.</summary>
internal static class ClockSkew
{
    // Source: docs/design.md, "Rules": the largest skew at which the storage's times and ours can still be compared for rotation.
    private static readonly TimeSpan Maximum = TimeSpan.FromMinutes(5);

    /// <summary>Returns a warning (<c>BSH0516</c>) if the clocks differ by more than five minutes.</summary>
    /// <param name="storage">The storage's name.</param>
    /// <param name="stored">When the storage says that something was written just now, or null if it does not say.</param>
    /// <param name="now">The time of this machine.</param>
    internal static BackupShError? Warning(string storage, DateTimeOffset? stored, DateTimeOffset now)
    {
        TimeSpan? skew = (stored - now)?.Duration();
        return skew > Maximum ? ErrorTexts.Error("BSH0516", storage, skew) : null;
    }
}
