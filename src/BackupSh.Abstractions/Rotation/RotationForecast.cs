namespace BackupSh.Rotation;

/// <summary>What a policy makes of a series over time, when a rotation runs after every backup.</summary>
/// <param name="Backups">How many backups were made.</param>
/// <param name="MostKept">The largest number of backups that were there after a rotation.</param>
/// <param name="MostKeptAt">When that was first so; <see langword="null"/> without backups.</param>
/// <param name="Final">The last rotation, with every backup that was there then.</param>
/// <param name="ShortestReach">In the second half of the time, how far back the oldest backup reached at least, seen from the
/// newest; zero without backups.</param>
/// <param name="LongestReach">In the second half of the time, how far back it reached at most.</param>
/// <param name="Looks">After how many of the backups was looked: all of them, or some at even distances if there are very
/// many. What is left in the end does not depend on it.</param>
public sealed record RotationForecast(
    int Backups,
    int MostKept,
    DateTimeOffset? MostKeptAt,
    RotationPlan Final,
    TimeSpan ShortestReach,
    TimeSpan LongestReach,
    int Looks);
