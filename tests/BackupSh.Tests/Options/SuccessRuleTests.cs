using BackupSh.Options;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Tests.Options;

public sealed class SuccessRuleTests
{
    [Fact]
    public void Parse_OwnText_GivesTheSameRule() =>
        Prop.ForAll(
            Gen.OneOf(
                Gen.Constant(SuccessRule.All),
                Gen.Constant(SuccessRule.Primary),
                Gen.Choose(1, int.MaxValue).Select(SuccessRule.AtLeast)).ToArbitrary(),
            rule => SuccessRule.Parse(rule.ToString()) == rule).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("all", "All")]
    [InlineData("PRIMARY", "Primary")]
    [InlineData("atleast:02", "AtLeast:2")]
    public void Parse_OtherSpelling_IsTaken(string text, string rule) => Assert.Equal(rule, SuccessRule.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("AtLeast")]
    [InlineData("AtLeast:")]
    [InlineData("AtLeast:0")]
    [InlineData("AtLeast:-1")]
    [InlineData("AtLeast: 2")]
    [InlineData("AtLeast:2147483648")]
    public void TryParse_AnythingElse_IsRefused(string? text)
    {
        Assert.False(SuccessRule.TryParse(text, out SuccessRule rule));
        Assert.Equal(default, rule);
        Assert.Throws<FormatException>(() => SuccessRule.Parse(text!));
    }

    [Fact]
    public void Default_OfTheStruct_IsAll() => Assert.Equal(SuccessRule.All, default);

    [Fact]
    public void AtLeast_LessThanOne_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => SuccessRule.AtLeast(0));
}
