using BackupSh.Configuration;

namespace BackupSh.Abstractions.Tests.Configuration;

public sealed class OptionsScopeTests
{
    private static readonly BackupShError Error = new("BSH9999", "Message.", "Hint.");

    [Fact]
    public void At_PlacesBelow_CollectIntoOneList()
    {
        OptionsScope root = new("BackupSh");
        OptionsScope job = root.At("Jobs").At("nightly");

        job.Fault("Schedule", Error);
        root.Fault(null, Error);

        Assert.Equal(["BackupSh:Jobs:nightly:Schedule", "BackupSh"], root.Faults.Select(fault => fault.Path));
        Assert.Same(root.Faults, job.Faults);
        Assert.Equal("BackupSh: BSH9999: Message. Hint.", root.Faults[1].ToString());
    }

    [Fact]
    public void At_EmptyRoot_HasNoLeadingColon() => Assert.Equal("Jobs:a", new OptionsScope("").At("Jobs").At("a").Path);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Require_NoText_IsAFault(string? value)
    {
        OptionsScope scope = new("x");

        Assert.False(scope.Require("Directory", value));
        Assert.Equal(("x:Directory", "BSH0106"), (scope.Faults[0].Path, scope.Faults[0].Error.Code));
    }

    [Fact]
    public void Require_Text_IsNone() => Assert.True(new OptionsScope("x").Require("Directory", "/mnt"));

    [Fact]
    public void RequireReadable_ReadableOrAbsent_IsNone()
    {
        OptionsScope scope = new("x");

        scope.RequireReadable("a", null);
        scope.RequireReadable("b", Secret.FromValue("v"));

        Assert.Empty(scope.Faults);
    }
}
