using System.Globalization;
using BackupSh.Rotation;

namespace BackupSh.Abstractions.Tests.Rotation;

/// <summary>A history, a second one to merge with it, and a policy.</summary>
internal sealed record Scenario(DateTimeOffset[] Times, DateTimeOffset[] More, RotationPolicy Policy)
{
    internal DateTimeOffset[] Kept(IEnumerable<DateTimeOffset> times) => Rotations.Kept(Policy, times);

    internal int TierCount => Policy.ActiveTiers.Count();

    public override string ToString() => $"{Policy}: {Text(Times)} | {Text(More)}";

    private static string Text(DateTimeOffset[] times) => string.Join(' ', times.Select(time => time.ToString("u", CultureInfo.InvariantCulture)));
}
