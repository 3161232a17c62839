using BackupSh.Rotation;

namespace BackupSh.Cli.Output;

/// <summary>What <c>rotation simulate</c> writes.</summary>
/// <param name="Policy">The policy in words.</param>
/// <param name="Backups">How many backups were made.</param>
/// <param name="Kept">How many are left in the end.</param>
/// <param name="MostKept">The most that were there after a rotation.</param>
/// <param name="MostKeptAt">When that was first so, or null without backups.</param>
/// <param name="MaximumKept">The most that the policy can keep whatever happens, or null if it has no limit.</param>
/// <param name="ShortestReachSeconds">How far back the oldest backup reached at least, in the second half of the time.</param>
/// <param name="LongestReachSeconds">How far back it reached at most.</param>
/// <param name="Bytes">The size of what is left, or null if no size was given.</param>
/// <param name="MostBytes">The size of the most that were there, with the backup being written; or null.</param>
/// <param name="Looks">After how many of the backups was looked.</param>
/// <param name="RestorePoints">What is left, newest first.</param>
/// <param name="Tiers">What each rule keeps.</param>
/// <param name="Warnings">What should be known about the policy.</param>
internal sealed record ForecastDocument(
    string Policy,
    int Backups,
    int Kept,
    int MostKept,
    DateTime? MostKeptAt,
    long? MaximumKept,
    double ShortestReachSeconds,
    double LongestReachSeconds,
    long? Bytes,
    long? MostBytes,
    int Looks,
    IReadOnlyList<KeptTime> RestorePoints,
    IReadOnlyList<ForecastTier> Tiers,
    IReadOnlyList<ShownError> Warnings)
{
    internal static ForecastDocument Of(RotationPolicy policy, RotationForecast forecast, long? size) => new(
        policy.ToString(),
        forecast.Backups,
        forecast.Final.Keep.Count,
        forecast.MostKept,
        forecast.MostKeptAt?.UtcDateTime,
        policy.MaximumKept,
        forecast.ShortestReach.TotalSeconds,
        forecast.LongestReach.TotalSeconds,
        size * forecast.Final.Keep.Count,
        size * (forecast.MostKept + 1),
        forecast.Looks,
        [.. forecast.Final.Keep.Select(item => new KeptTime(item.Candidate.Label, [.. item.Reasons.Select(reason => reason.ToString())]))],
        [.. forecast.Final.Tiers.Select(ForecastTier.Of)],
        ShownError.OfAll(forecast.Final.Warnings.Where(warning => warning.Code != "BSH0057")));
}
