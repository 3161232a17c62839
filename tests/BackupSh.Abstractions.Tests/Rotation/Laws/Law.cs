using BackupSh.Rotation;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Abstractions.Tests.Rotation.Laws;

/// <summary>How laws are checked: a thousand cases each, of up to forty backups.</summary>
internal static class Law
{
    private const int Cases = 1000;
    private const int Size = 40;

    internal static void Holds(Arbitrary<Scenario> scenarios, Func<Scenario, bool> law, int size = Size) =>
        Prop.ForAll(scenarios, law).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithEndSize(size));

    internal static bool Same(IEnumerable<DateTimeOffset> one, IEnumerable<DateTimeOffset> other) => one.SequenceEqual(other);

    internal static bool IsWithin(IEnumerable<DateTimeOffset> part, DateTimeOffset[] whole) => part.All(whole.Contains);

    internal static IEnumerable<DateTimeOffset> Without(this IEnumerable<DateTimeOffset> times, DateTimeOffset one) => times.Where(time => time != one);

    internal static RotationRule Higher(this RotationRule rule) => rule.Limit is { } limit ? rule.WithLimit(limit + 1) : rule;

    /// <summary>Returns the rule with another limit; null stands for none.</summary>
    internal static RotationRule WithLimit(this RotationRule rule, int? limit)
    {
        RotationRule other = limit is { } number ? RotationRule.Limited(number) : RotationRule.Unlimited;
        return (rule.MaxAge is { } age ? other.WithMaxAge(age) : other).WithPick(rule.Pick);
    }

    internal static long Value(this RotationRule rule) => rule.IsUnlimited ? long.MaxValue : rule.Limit ?? 0;

    internal static RotationPolicy Alone(this RotationPolicy policy, RotationTier tier) =>
        new(new Dictionary<RotationTier, RotationRule> { [tier] = policy[tier] }, policy.TimeZone, policy.Settings);

    internal static RotationPolicy Combined(RotationPolicy one, RotationPolicy other, Func<RotationRule, RotationRule, RotationRule> choose) =>
        new(Enum.GetValues<RotationTier>().ToDictionary(tier => tier, tier => choose(one[tier], other[tier])), one.TimeZone, one.Settings);
}
