using System.Text.Json;
using BackupSh.Rotation;
using BackupSh.TestSupport;

namespace BackupSh.Abstractions.Tests.Rotation;

/// <summary>Vectors of the Awkhad modules and of other tools' tests. See TestData/README.md.</summary>
public sealed class RotationVectorTests
{
    // The modules drop every tier behind an unlimited one. Weeks do not nest in months, so a month's end is lost; we keep it,
    // unless the profile is theirs.
    private const string AwkhadBreak = "derived: weekly unlimited + monthly 12, Awkhad `break`";

    private static readonly JsonElement[] All = [.. Read().EnumerateArray()];

    public static TheoryData<string> Selections => Named(vector => Kind(vector) == "select");

    public static TheoryData<string> WeekStarts => Named(vector => Kind(vector) == "bucketStart");

    public static TheoryData<string> Weeks => Named(vector => Kind(vector) == "sameBucket");

    public static TheoryData<string> Errors => Named(vector => Kind(vector) == "error");

    [Fact]
    public void Vectors_OfEveryKind_AreCounted() =>
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["select"] = 16,
                ["sameBucket"] = 7,
                ["bucketStart"] = 4,
                ["bucketCount"] = 1,
                ["bucketCountGenerated"] = 1,
                ["bucketKeys"] = 1,
                ["tierPick"] = 1,
                ["error"] = 3,
                ["objects"] = 10, // Run by the engine's RotationObjectVectorTests: they are about finding pairs of files.
            },
            All.GroupBy(Kind).ToDictionary(group => group.Key, group => group.Count()));

    [Theory]
    [MemberData(nameof(Selections))]
    public void Plan_Selection_KeepsWhatTheVectorSays(string source)
    {
        JsonElement vector = Vector(source);

        // Theirs, and in their own zone what both of us do.
        if (vector.GetProperty("semantics").GetString() == "awkhad")
        {
            Assert.Equal(Times(vector, "keep").NewestFirst(), Rotations.Kept(Policy(vector, RotationProfile.Awkhad), Times(vector, "input")));
        }

        if (source != AwkhadBreak)
        {
            Assert.Equal(Times(vector, "keep").NewestFirst(), Rotations.Kept(Policy(vector), Times(vector, "input")));
        }
    }

    [Fact]
    public void Plan_WeeklyUnlimitedAndMonthly_KeepsTheMonthsEndThatTheModulesLose()
    {
        JsonElement vector = Vector(AwkhadBreak);
        DateTimeOffset monthsEnd = Rotations.Time("2024-05-31T23:00:00Z");

        Assert.DoesNotContain(monthsEnd, Times(vector, "keep"));
        Assert.Equal(Times(vector, "keep").Append(monthsEnd).NewestFirst(), Rotations.Kept(Policy(vector), Times(vector, "input")));
    }

    [Fact]
    public void Plan_WeeksOfJanuary_PicksEach()
    {
        JsonElement vector = All.Single(vector => Kind(vector) == "tierPick");

        Assert.Equal(Times(vector, "keep").NewestFirst(), Rotations.Kept(Policy(vector), Times(vector, "input")));
    }

    [Theory]
    [MemberData(nameof(Weeks))]
    public void Weekly_TwoDays_AreInOneWeekOrNot(string source)
    {
        JsonElement vector = Vector(source);

        Assert.Equal(vector.GetProperty("expect").GetBoolean(), Periods(vector, RotationTier.Weekly, Times(vector, "input")).Distinct().Count() == 1);
    }

    [Theory]
    [MemberData(nameof(WeekStarts))]
    public void Weekly_LastDayOfTheCentury_BeginsOnItsFirstDay(string source)
    {
        JsonElement vector = Vector(source);
        DateTimeOffset start = Rotations.Time(vector.GetProperty("expect").GetString()!);
        string weekStart = vector.GetProperty("weekStart").GetString()!;
        DayOfWeek day = Enum.GetValues<DayOfWeek>().Single(day => day.ToString().StartsWith(weekStart, StringComparison.OrdinalIgnoreCase));
        RotationPolicy policy = Rotations.Policy("weekly=1", "UTC", new RotationSettings { WeekStart = day });

        Assert.Equal(start.UtcDateTime, Rotations.PeriodOf(RotationTier.Weekly, Assert.Single(Times(vector, "input")), policy).LocalStart);
    }

    [Theory]
    [InlineData("bucketCount")]
    [InlineData("bucketCountGenerated")]
    public void Periods_OverDaylightSaving_AreCounted(string kind)
    {
        JsonElement vector = All.Single(vector => Kind(vector) == kind);
        DateTimeOffset[] times = kind == "bucketCount" ? Times(vector, "input") : Generated(vector.GetProperty("generate"));

        Assert.All(vector.GetProperty("expect").EnumerateObject(), tier => Assert.Equal(
            tier.Value.GetInt32(), Periods(vector, Enum.Parse<RotationTier>(tier.Name, ignoreCase: true), times).Distinct().Count()));
    }

    [Fact]
    public void Daily_DateThatGoesBackwards_IsOnePeriod()
    {
        JsonElement vector = All.Single(vector => Kind(vector) == "bucketKeys");

        Assert.Equal(
            vector.GetProperty("expect").EnumerateArray().Select(day => day.GetString()),
            Periods(vector, RotationTier.Daily, Times(vector, "input")).Select(period => period.ToString()));
        Assert.Equal(
            Rotations.Times("2010-11-07T02:45:00Z", "2010-11-07T02:30:30Z"),
            Rotations.Kept(Rotations.Policy("daily=9", "America/St_Johns"), Times(vector, "input")));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Policy_ThatKeepsNothing_IsRefused(string source)
    {
        JsonElement vector = Vector(source);

        Exception? exception = Record.Exception(() => Policy(vector));

        Assert.True(exception is BackupShException { Code: "BSH0040" } or ArgumentOutOfRangeException or FormatException, $"{exception}");
    }

    private static RotationPolicy Policy(JsonElement vector, RotationProfile profile = RotationProfile.Standard) => new(
        vector.GetProperty("policy").EnumerateObject().ToDictionary(
            rule => Enum.Parse<RotationTier>(rule.Name, ignoreCase: true),
            rule => rule.Value.GetInt32() == -1 ? RotationRule.Unlimited : RotationRule.Limited(rule.Value.GetInt32())),
        Zone(vector),
        new RotationSettings { Profile = profile });

    private static IEnumerable<RotationPeriod> Periods(JsonElement vector, RotationTier tier, IEnumerable<DateTimeOffset> times) =>
        times.Select(time => Rotations.PeriodOf(tier, time, Rotations.Policy("daily=1", Zone(vector).Id)));

    private static DateTimeOffset[] Generated(JsonElement generate)
    {
        long start = generate.GetProperty("startUnix").GetInt64();
        long step = generate.GetProperty("stepSeconds").GetInt64();
        long count = ((generate.GetProperty("endUnix").GetInt64() - start) / step) + 1;
        return [.. Enumerable.Range(0, (int)count).Select(i => DateTimeOffset.FromUnixTimeSeconds(start + (i * step)))];
    }

    private static TimeZoneInfo Zone(JsonElement vector) => TimeZoneInfo.FindSystemTimeZoneById(vector.GetProperty("timezone").GetString()!);

    private static DateTimeOffset[] Times(JsonElement vector, string property) =>
        [.. vector.GetProperty(property).EnumerateArray().Select(time => Rotations.Time(time.GetString()!))];

    private static JsonElement Vector(string source) => All.Single(vector => Source(vector) == source);

    private static TheoryData<string> Named(Func<JsonElement, bool> which) => new(All.Where(which).Select(Source));

    private static string Kind(JsonElement vector) => vector.GetProperty("kind").GetString()!;

    private static string Source(JsonElement vector) => vector.GetProperty("source").GetString()!;

    private static JsonElement Read()
    {
        using JsonDocument document = JsonDocument.Parse(
            File.ReadAllText(Repository.PathOf("tests", "BackupSh.Abstractions.Tests", "TestData", "rotation.json")));
        return document.RootElement.Clone();
    }
}
