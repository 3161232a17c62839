using BackupSh.Rotation;

namespace BackupSh.Abstractions.Tests.Rotation.Laws;

/// <summary>Laws 31 to 43: shifted histories, rotations at other times, other policies in between, and promises.</summary>
public sealed class HistoryLawTests
{
    [Fact]
    public void Law31_ShiftBy400Years_ShiftsWhatIsKept() => Law.Holds(RotationGenerators.Utc, s => IsShifted(s, s.Policy, time => time.AddYears(400)));

    [Fact]
    public void Law32_ShiftByWeeks_ShiftsWhatHoursDaysAndWeeksKeep() => Law.Holds(RotationGenerators.Utc, s =>
        IsShifted(s, Only(s.Policy, RotationTier.Hourly, RotationTier.Daily, RotationTier.Weekly), time => time.AddDays(7 * 33)));

    [Fact]
    public void Law33_ShiftByHours_ShiftsWhatHoursKeep() => Law.Holds(RotationGenerators.Utc, s =>
        IsShifted(s, Only(s.Policy, RotationTier.Last, RotationTier.Hourly), time => time.AddHours(1001)));

    [Fact]
    public void Law34_RotationAfterEveryBackup_EndsAsOneAtTheEnd() => Law.Holds(
        RotationGenerators.Any, s => Law.Same(RotatedAfterEach(s, s.Times.Reverse()), s.Kept(s.Times)), size: 25);

    [Fact]
    public void Law35_RotationAfterEveryBackupInAnyOrder_EndsAsOneAtTheEnd() => Law.Holds(
        RotationGenerators.Any, s => Law.Same(RotatedAfterEach(s, s.Times.Concat(s.More)), s.Kept(s.Times.Concat(s.More))), size: 20);

    [Fact]
    public void Law36_TwoPolicies_KeepWhatTheHigherLimitsKeep() => Law.Holds(RotationGenerators.Plain, s =>
        Law.Same(s.Kept(s.Times).Concat(Rotations.Kept(Other(s), s.Times)).NewestFirst(), Rotations.Kept(Higher(s), s.Times)));

    [Fact]
    public void Law37_LowerLimitsOfTwoPolicies_KeepNothingThatEitherDeletes() => Law.Holds(RotationGenerators.Plain, s =>
    {
        Dictionary<RotationTier, RotationRule> rules = Enum.GetValues<RotationTier>()
            .ToDictionary(tier => tier, tier => s.Policy[tier].Value() < Other(s)[tier].Value() ? s.Policy[tier] : Other(s)[tier]);
        if (RotationPolicy.FindFaults(rules).Count > 0)
        {
            return true; // no rule is left
        }

        DateTimeOffset[] kept = Rotations.Kept(new RotationPolicy(rules, s.Policy.TimeZone), s.Times);
        return Law.IsWithin(kept, s.Kept(s.Times)) && Law.IsWithin(kept, Rotations.Kept(Other(s), s.Times));
    });

    [Fact]
    public void Law38_LooserRotationBefore_LosesNothing() => Law.Holds(RotationGenerators.Plain, s =>
        Law.Same(s.Kept(Rotations.Kept(Higher(s), s.Times)), s.Kept(s.Times)));

    [Fact]
    public void Law39_BeginningsOfHours_FallIntoTheSamePeriods() => Law.Holds(RotationGenerators.Utc, s =>
    {
        DateTimeOffset[] hours = [.. s.Times.Select(time => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerHour)))];
        RotationSettings settings = RotationSettings.Default with { WeekStart = s.Policy.Settings.WeekStart };
        RotationPolicy policy = new(new Dictionary<RotationTier, RotationRule> { [RotationTier.Daily] = RotationRule.Unlimited }, null, settings);
        return Enum.GetValues<RotationTier>().Where(tier => tier != RotationTier.Last).All(tier =>
            s.Times.Select(time => Rotations.PeriodOf(tier, time, policy)).SequenceEqual(hours.Select(time => Rotations.PeriodOf(tier, time, policy))));
    });

    [Fact]
    public void Law40_AnyPolicy_KeepsWhatTheNaiveWayKeeps() => Law.Holds(RotationGenerators.Any, s =>
        Law.Same(s.Kept(s.Times), NaiveRotation.Kept(s.Policy, s.Times)), size: 80);

    [Fact]
    public void Law40_ProfileAwkhad_KeepsWhatSteppingFromEdgeToEdgeKeeps() => Law.Holds(RotationGenerators.Awkhad, s =>
        Law.Same(s.Kept(s.Times), NaiveRotation.KeptByEdges(s.Policy, s.Times, stopsAtUnlimited: true)), size: 80);

    [Fact]
    public void Law40_ProfileRestic_KeepsWhatCountingDownKeeps() => Law.Holds(RotationGenerators.Restic, s =>
        Law.Same(s.Kept(s.Times), NaiveRestic.Kept(s.Policy, s.Times)), size: 80);

    [Fact]
    public void Law41_PromisedMoment_ComesBeforeTheBackupIsDeleted() => Law.Holds(RotationGenerators.Any, s =>
    {
        if (s.Times.Length == 0)
        {
            return true;
        }

        // New backups: close behind the newest one, and further and further away.
        DateTimeOffset now = s.Times[0].AddHours(s.More.Length);
        DateTimeOffset[] coming = [.. Enumerable.Range(0, 12).Select(i => now.AddHours(i * i * i * (1 + s.More.Length)))];
        RotationPlanItem[] promised = [.. Rotations.Plan(s.Policy, s.Times, now).Keep.Where(item => item.RetainUntil is not null)];
        for (int i = 0; i < coming.Length; i++)
        {
            DateTimeOffset[] kept = s.Kept(s.Times.Concat(coming[..(i + 1)]));
            if (promised.Any(item => item.RetainUntil > coming[i] && !kept.Contains(item.Candidate.Time)))
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void Law42_LaterNow_DeletesNothing() => Law.Holds(RotationGenerators.Any, s =>
        s.Times.Length == 0 || Law.Same(Rotations.Times(Rotations.Plan(s.Policy, s.Times, s.Times[0]).Keep), s.Kept(s.Times)));

    [Fact]
    public void Law43_LaterNewestBackup_OnlyShrinksWhatAnAgeKeeps() => Law.Holds(RotationGenerators.Any, s =>
    {
        RotationPolicy policy = Rotations.Policy("last=unlimited,max-age=2m3d4h", s.Policy.TimeZone.Id);
        DateTimeOffset[] kept = Rotations.Kept(policy, s.Times);
        return s.Times.Length == 0 || Enumerable.Range(0, 5).All(i =>
            Law.IsWithin(Rotations.Kept(policy, s.Times.Prepend(s.Times[0].AddDays(1 + (i * 20)))).Skip(1), kept));
    });

    private static bool IsShifted(Scenario s, RotationPolicy policy, Func<DateTimeOffset, DateTimeOffset> shift) =>
        Law.Same(Rotations.Kept(policy, s.Times.Select(shift)), Rotations.Kept(policy, s.Times).Select(shift));

    // The rules of some tiers, with ages in days: months and years are not equally long everywhere.
    private static RotationPolicy Only(RotationPolicy policy, params RotationTier[] tiers)
    {
        Dictionary<RotationTier, RotationRule> rules = tiers.ToDictionary(tier => tier, tier => InHours(policy[tier]));
        if (rules.Values.All(rule => rule.IsDisabled))
        {
            rules[tiers[^1]] = RotationRule.Limited(3);
        }

        return new RotationPolicy(rules, policy.TimeZone, policy.Settings with { DayStart = TimeSpan.Zero });
    }

    private static RotationRule InHours(RotationRule rule) =>
        rule.MaxAge is { } age ? rule.WithMaxAge(CalendarDuration.Of(hours: (age.Months * 700) + (age.Days * 24) + age.Hours)) : rule;

    private static DateTimeOffset[] RotatedAfterEach(Scenario s, IEnumerable<DateTimeOffset> arriving)
    {
        DateTimeOffset[] left = [];
        foreach (DateTimeOffset time in arriving)
        {
            left = s.Kept(left.Append(time));
        }

        return left;
    }

    private static RotationPolicy Other(Scenario s) => Rotations.Policy("last=3 hourly=2 daily=3 monthly=2 quarterly=4", s.Policy.TimeZone.Id);

    private static RotationPolicy Higher(Scenario s) => Law.Combined(s.Policy, Other(s), (a, b) => a.Value() > b.Value() ? a : b);
}
