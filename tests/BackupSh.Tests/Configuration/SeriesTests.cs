using BackupSh.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Configuration;

/// <summary>A series, a database in a storage, has one rotation policy.</summary>
public sealed class SeriesTests
{
    [Theory]
    [InlineData("""  "Daily": 7  """, """  "Daily": 8  """)]
    [InlineData("""  "Daily": 7  """, """  "Daily": 7, "TimeZone": "Europe/Berlin"  """)]
    public void Read_TwoPoliciesOnOneSource_AreRefused(string left, string right) =>
        Assert.Equal(["BackupSh:Jobs:b:Storages:0 BSH0126"], TestEngine.Faults(Jobs(Rotation(left), Rotation(right), "shop")));

    [Fact]
    public void Read_RotationBesideKeepingEverything_IsRefused() =>
        Assert.Equal(["BackupSh:Jobs:b:Storages:0 BSH0126"], TestEngine.Faults(Jobs("", Rotation("""  "Daily": 7  """), "shop")));

    [Fact]
    public void Read_SamePolicies_AreTaken() =>
        Assert.Equal(2, TestEngine.Read(Jobs(
            Rotation("""  "Daily": 7, "Weekly": "disabled"  """), Rotation("""  "Daily": 7, "TimeZone": "UTC"  """), "shop")).Jobs.Count);

    [Fact]
    public void Read_TwoSourcesOfOneDatabase_AreOneSeries() =>
        Assert.Equal(["BackupSh:Jobs:b:Storages:0 BSH0126"], TestEngine.Faults(Jobs("", Rotation("""  "Daily": 7  """), "twin")));

    [Fact]
    public void Read_TwoSourcesOfTwoDatabases_AreTwoSeries() =>
        Assert.Equal(2, TestEngine.Read(Jobs("", Rotation("""  "Daily": 7  """), "other")).Jobs.Count);

    [Fact]
    public void Read_OtherPolicyInAnotherStorage_IsTaken() =>
        Assert.Equal(2, TestEngine.Read($$"""
            {{TestEngine.Sound}}, "Jobs": {
                "a": { "Source": "shop", "Storages": ["nas"], "Rotation": { "Daily": 7 } },
                "b": { "Source": "shop", "Storages": ["offsite"], "Rotation": { "Daily": 8 } } }
            """).Jobs.Count);

    [Fact]
    public void Read_SourceThatCannotBeMade_IsAFaultOfTheSource()
    {
        BackupShError error = new("BSH9998", "It cannot be made.", "Mend it.");

        Assert.Equal(
            ["BackupSh:Sources:broken BSH9998"],
            TestEngine.Faults(
                Jobs("", Rotation("""  "Daily": 7  """), "broken"),
                builder => builder.AddSource("broken", _ => throw new BackupSourceException("broken", error))));
    }

    private static string Rotation(string rules) => $$"""  , "Rotation": { {{rules}} }  """;

    private static string Jobs(string first, string second, string secondSource) => $$"""
        "Sources": { "shop": { "Type": "Fake" }, "twin": { "Type": "Fake", "Database": "shop" }, "other": { "Type": "Fake" } },
        "Storages": { "nas": { "Type": "Memory" } },
        "Jobs": { "a": { "Source": "shop", "Storages": ["nas"]{{first}} }, "b": { "Source": "{{secondSource}}", "Storages": ["nas"]{{second}} } }
        """;
}
