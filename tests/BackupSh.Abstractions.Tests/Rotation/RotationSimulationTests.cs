using BackupSh.Abstractions.Tests.Rotation.Laws;
using BackupSh.Rotation;

namespace BackupSh.Abstractions.Tests.Rotation;

public sealed class RotationSimulationTests
{
    private static readonly DateTimeOffset Start = Rotations.Time("2020-01-01T03:00:00Z");

    // Source: the table of docs/rotation.md.
    [Theory]
    [InlineData("daily=7", 6, 6)]
    [InlineData("weekly=4", 15, 21)]
    [InlineData("monthly=12", 304, 337)]
    [InlineData("yearly=3", 366, 731)]
    [InlineData("monthly=14", 365, 400)] // twelve full months
    public void Run_OneBackupADay_ReachesBackAsThePageSays(string rules, int atLeast, int atMost)
    {
        RotationForecast forecast = RotationSimulation.Run(Rotations.Policy(rules), Days(365 * 10));

        Assert.InRange(forecast.ShortestReach.TotalDays, atLeast, atLeast + 1);
        Assert.InRange(forecast.LongestReach.TotalDays, atMost - 3, atMost);
        Assert.Equal(forecast.Backups, forecast.Looks);
    }

    [Fact]
    public void Run_AnyHistory_EndsWithWhatOneRotationKeeps() => Law.Holds(RotationGenerators.Any, s =>
    {
        RotationForecast forecast = RotationSimulation.Run(s.Policy, s.Times);
        return Rotations.Times(forecast.Final.Keep).SequenceEqual(s.Kept(s.Times))
            && (s.Policy.MaximumKept is not { } maximum || forecast.MostKept <= maximum) && forecast.MostKept >= forecast.Final.Keep.Count;
    }, size: 15);

    [Fact]
    public void Run_MoreThanCanBeLookedAt_LooksLessOftenAndEndsTheSame()
    {
        RotationForecast forecast = RotationSimulation.Run(Rotations.Policy("hourly=unlimited"), Enumerable.Range(0, 60_000).Select(i => Start.AddHours(i)));

        Assert.Equal(60_000, forecast.Final.Keep.Count);
        Assert.Equal(60_000, forecast.MostKept);
        Assert.InRange(forecast.Looks, 100, 1_000);
    }

    [Fact]
    public void Run_NoBackups_LeavesNone()
    {
        RotationForecast forecast = RotationSimulation.Run(Rotations.Policy("daily=7"), []);

        Assert.Equal((0, 0, TimeSpan.Zero), (forecast.Backups, forecast.MostKept, forecast.LongestReach));
        Assert.Null(forecast.MostKeptAt);
    }

    private static IEnumerable<DateTimeOffset> Days(int count) => Enumerable.Range(0, count).Select(i => Start.AddDays(i));
}
