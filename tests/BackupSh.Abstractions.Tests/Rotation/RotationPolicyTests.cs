using BackupSh.Rotation;

namespace BackupSh.Abstractions.Tests.Rotation;

public sealed class RotationPolicyTests
{
    [Fact]
    public void Constructor_EveryTierDisabled_IsRefusedWithItsCode()
    {
        Assert.Equal("BSH0040", Assert.Throws<BackupShException>(() => new RotationPolicy(new Dictionary<RotationTier, RotationRule>())).Code);
        Assert.Equal("BSH0040", Assert.Throws<BackupShException>(() => Rotations.Policy("daily=disabled yearly=disabled")).Code);
    }

    [Fact]
    public void Constructor_UnknownTier_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RotationPolicy(new Dictionary<RotationTier, RotationRule> { [(RotationTier)9] = RotationRule.Unlimited }));

    [Fact]
    public void Constructor_RulesChangedLater_StaysTheSame()
    {
        Dictionary<RotationTier, RotationRule> rules = new() { [RotationTier.Daily] = RotationRule.Limited(7) };
        RotationPolicy policy = new(rules);

        rules[RotationTier.Daily] = RotationRule.Limited(1);

        Assert.Equal(RotationRule.Limited(7), policy[RotationTier.Daily]);
        Assert.Equal(TimeZoneInfo.Utc, policy.TimeZone);
    }

    [Fact]
    public void Equals_SameRulesAndZone_AreEqual()
    {
        RotationPolicy policy = Rotations.Policy("daily=7 weekly=unlimited", "Europe/Berlin");

        Assert.Equal(policy, Rotations.Policy("weekly=unlimited daily=7 yearly=disabled", "Europe/Berlin"));
        Assert.Equal(policy.GetHashCode(), Rotations.Policy("weekly=unlimited daily=7", "Europe/Berlin").GetHashCode());
        Assert.NotEqual(policy, Rotations.Policy("daily=7 weekly=unlimited", "Europe/Vienna"));
        Assert.NotEqual(policy, Rotations.Policy("daily=8 weekly=unlimited", "Europe/Berlin"));
        Assert.NotEqual(RotationPolicy.KeepEverything, Rotations.Policy("hourly=unlimited"));
    }

    [Fact]
    public void ToString_Policy_SaysRulesAndZone()
    {
        Assert.Equal("daily=7 weekly=unlimited Europe/Berlin", Rotations.Policy("weekly=unlimited daily=7", "Europe/Berlin").ToString());
        Assert.Equal("everything", RotationPolicy.KeepEverything.ToString());
    }
}
