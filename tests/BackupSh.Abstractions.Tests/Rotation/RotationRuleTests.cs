using BackupSh.Rotation;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Abstractions.Tests.Rotation;

public sealed class RotationRuleTests
{
    [Theory]
    [InlineData("disabled", "disabled")]
    [InlineData("Disabled", "disabled")]
    [InlineData("UNLIMITED", "unlimited")]
    [InlineData("7", "7")]
    [InlineData("007", "7")]
    [InlineData("2147483647", "2147483647")]
    [InlineData("7,max-age=1y2m3d4h", "7,max-age=1y2m3d4h")]
    [InlineData("Unlimited,pick=OLDEST,max-age=2w", "unlimited,max-age=14d,pick=oldest")]
    [InlineData("7,pick=newest", "7")]
    public void Parse_Word_IsTheRule(string text, string expected) => Assert.Equal(expected, RotationRule.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+7")]
    [InlineData(" 7")]
    [InlineData("7.0")]
    [InlineData("1e3")]
    [InlineData("٧")]
    [InlineData("2147483648")]
    [InlineData("all")]
    [InlineData("unlimıted")]
    [InlineData("disabled,max-age=1d")]
    [InlineData("7,")]
    [InlineData("7,max-age")]
    [InlineData("7,max-age=")]
    [InlineData("7,max-age=0d")]
    [InlineData("7,max-age=1d,max-age=1d")]
    [InlineData("7,pick=best")]
    [InlineData("7, pick=oldest")]
    [InlineData("7,from=now")]
    public void TryParse_AnythingElse_IsNoRule(string? text)
    {
        Assert.False(RotationRule.TryParse(text, out RotationRule rule));
        Assert.True(rule.IsDisabled);
        Assert.Throws<FormatException>(() => RotationRule.Parse(text!));
    }

    [Fact]
    public void ParseOfToString_AnyRule_IsTheRule() => Prop.ForAll<PositiveInt>(limit =>
        RotationRule.Parse(RotationRule.Limited(limit.Get).ToString()) == RotationRule.Limited(limit.Get)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Limited_BelowOne_IsRefused(int periods) => Assert.Throws<ArgumentOutOfRangeException>(() => RotationRule.Limited(periods));

    [Fact]
    public void Default_Rule_IsDisabled()
    {
        Assert.Equal(RotationRule.Disabled, default);
        Assert.Null(default(RotationRule).Limit);
        Assert.Null(RotationRule.Unlimited.Limit);
        Assert.True(RotationRule.Unlimited.IsUnlimited);
        Assert.NotEqual(RotationRule.Unlimited, RotationRule.Limited(1_000_000));
    }
}
