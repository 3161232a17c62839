using BackupSh.Storage;

namespace BackupSh.Abstractions.Tests.Storage;

public sealed class ObjectNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("=20.2026-11-24_03-00-00.zip")]
    [InlineData("A-b_c.d=E")]
    [InlineData("0..9")]
    public void IsValid_NameOfTheGrammar_IsOne(string name)
    {
        Assert.True(ObjectName.IsValid(name));
        ObjectName.ThrowIfInvalid(name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".a")]
    [InlineData("-a")]
    [InlineData("_a")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a\0")]
    [InlineData("a\n")]
    [InlineData("a%20")]
    [InlineData("ä")]
    [InlineData("a:b")]
    [InlineData("a*")]
    public void IsValid_AnythingElse_IsNone(string? name)
    {
        Assert.False(ObjectName.IsValid(name));
        Assert.Throws<ArgumentException>(() => ObjectName.ThrowIfInvalid(name));
    }

    [Fact]
    public void IsValid_Length_EndsAt255()
    {
        Assert.True(ObjectName.IsValid(new string('a', ObjectName.MaximumLength)));
        Assert.False(ObjectName.IsValid(new string('a', ObjectName.MaximumLength + 1)));
    }
}
