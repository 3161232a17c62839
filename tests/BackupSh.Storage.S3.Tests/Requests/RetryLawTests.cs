using BackupSh.Shared;
using BackupSh.TestSupport.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Storage.S3.Tests.Requests;

/// <summary>What holds for every sequence of failures.</summary>
public sealed class RetryLawTests
{
    private static readonly Gen<TimeSpan?> Asked = Gen.OneOf(
        Gen.Constant<TimeSpan?>(null),
        Gen.Choose(0, 120).Select(seconds => (TimeSpan?)TimeSpan.FromSeconds(seconds)),
        Gen.Choose(0, 100_000).Select(seconds => (TimeSpan?)TimeSpan.FromSeconds(seconds)));

    private static readonly Arbitrary<(TimeSpan?[] Asked, int Jitter)> Outages =
        Asked.ArrayOf(20).SelectMany(_ => Gen.Choose(0, 1000), (asked, jitter) => (asked, jitter)).ToArbitrary();

    [Fact]
    public void DelayAfter_AnyAttempt_StaysWithinTheGrowingBound() =>
        Prop.ForAll(Gen.Choose(1, 40).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (attempt, jitter) =>
        {
            TimeSpan delay = RetryLimits.Default.DelayAfter(attempt, null, jitter / 1000.0);
            double bound = Math.Min(0.5 * Math.Pow(2, attempt - 1), 60);
            return delay >= TimeSpan.Zero && delay.TotalSeconds <= bound + 1e-6 && (jitter < 1000 || delay.TotalSeconds > bound - 1e-6);
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void DelayAfter_StorageAsks_IsNeverShorterAndNeverBeyondTheCap() =>
        Prop.ForAll(Gen.Choose(1, 40).ToArbitrary(), Gen.Choose(0, 100_000).ToArbitrary(), (attempt, seconds) =>
        {
            TimeSpan cap = RetryLimits.Default.MaximumRetryAfter;
            TimeSpan asked = TimeSpan.FromSeconds(seconds);
            TimeSpan delay = RetryLimits.Default.DelayAfter(attempt, asked, 0.5);
            return delay >= (asked < cap ? asked : cap) && delay <= cap;
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void RunAsync_AnyOutage_HoldsAttemptsTotalAndWhatWasAsked() =>
        Prop.ForAll(Outages, outage =>
        {
            JumpingClock time = new();
            List<RetryNotice> notices = [];
            List<TimeSpan> starts = [];
            DateTimeOffset begin = time.GetUtcNow();
            RequestRetry retry = new(RetryLimits.Default, time, notices.Add, () => outage.Jitter / 1000.0);
            Assert.ThrowsAny<InvalidOperationException>(() => retry.RunAsync<int>(
                "x",
                (attempt, _) =>
                {
                    starts.Add(time.GetUtcNow() - begin);
                    throw new InvalidOperationException();
                },
                _ => RequestFailure.Retry(outage.Asked[starts.Count - 1]),
                CancellationToken.None).GetAwaiter().GetResult());
            return starts.Count <= 8
                && starts.TrueForAll(start => start <= TimeSpan.FromMinutes(15))
                && notices.TrueForAll(notice => notice.Delay >= Capped(outage.Asked[notice.Attempt - 1]));
        }).Check(Config.QuickThrowOnFailure);

    private static TimeSpan Capped(TimeSpan? asked) =>
        TimeSpan.FromSeconds(Math.Min(asked?.TotalSeconds ?? 0, RetryLimits.Default.MaximumRetryAfter.TotalSeconds));
}
