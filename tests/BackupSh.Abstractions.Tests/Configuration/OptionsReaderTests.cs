using BackupSh.Configuration;
using BackupSh.TestSupport;

namespace BackupSh.Abstractions.Tests.Configuration;

public sealed class OptionsReaderTests
{
    private const string Variable = "BACKUPSH_TEST_OPTION";

    private readonly OptionsScope _scope = new("BackupSh");

    [Theory]
    [InlineData("text", "text")]
    [InlineData("", "")]
    [InlineData(" a ", " a ")]
    public void Text_Value_IsTaken(string value, string expected) => Assert.Equal(expected, Read<string>(value, (r, set) => r.Text("Key", set)));

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData(" TRUE ", true)]
    public void Boolean_Word_IsTaken(string value, bool expected) => Assert.Equal(expected, Read<bool>(value, (r, set) => r.Boolean("Key", set)));

    [Theory]
    [InlineData("42", 42)]
    [InlineData("-1", -1)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void WholeNumber_Digits_AreTaken(string value, long expected) => Assert.Equal(expected, Read<long>(value, (r, set) => r.WholeNumber("Key", set)));

    [Theory]
    [InlineData("00:05:00", 300)]
    [InlineData("1.00:00:00", 86400)]
    [InlineData("23:59:59", 86399)]
    public void Duration_Clock_IsTaken(string value, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read<TimeSpan>(value, (r, set) => r.Duration("Key", set)));

    [Fact]
    public void OneOf_Name_IsTakenInAnyCase() => Assert.Equal(DayOfWeek.Friday, Read<DayOfWeek>("friday", (r, set) => r.OneOf("Key", set)));

    [Theory]
    [InlineData("Boolean", "yes")]
    [InlineData("Boolean", "1")]
    [InlineData("WholeNumber", "1.5")]
    [InlineData("WholeNumber", "1 000")]
    [InlineData("WholeNumber", "9223372036854775808")]
    [InlineData("WholeNumber", "")]
    [InlineData("Duration", "5")]
    [InlineData("Duration", "24:00:00")]
    [InlineData("Duration", "5:00")]
    [InlineData("Duration", "5 minutes")]
    [InlineData("OneOf", "Someday")]
    [InlineData("OneOf", "3")]
    public void Parsed_AnotherForm_IsAFault(string kind, string value)
    {
        OptionsReader reader = Reader(Section("", Leaf("Key", value)));

        switch (kind)
        {
            case "Boolean": reader.Boolean("Key", Never); break;
            case "WholeNumber": reader.WholeNumber("Key", Never); break;
            case "Duration": reader.Duration("Key", Never); break;
            default: reader.OneOf<DayOfWeek>("Key", Never); break;
        }

        OptionsFault fault = Assert.Single(_scope.Faults);
        Assert.Equal(("BackupSh:Key", "BSH0103"), (fault.Path, fault.Error.Code));
        Assert.Contains($"'{value}'", fault.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_AbsentKey_IsNotSetAndNoFault()
    {
        OptionsReader reader = Reader(Section(""));

        reader.Text("a", Never);
        reader.Secret("b", Never);
        reader.TextList("c", Never);
        reader.Section("d", Never);
        reader.Sections("e", (_, _) => Never(0));
        reader.FilePath("f", Never);

        Assert.Empty(_scope.Faults);
    }

    [Theory]
    [InlineData("data.db", "/etc/app/data.db")]
    [InlineData("/srv/data.db", "/srv/data.db")]
    public void FilePath_Relative_CountsFromTheBase(string value, string expected)
    {
        string? path = null;

        new OptionsReader(Section("", Leaf("Key", value)), _scope, "/etc/app").FilePath("key", text => path = text);

        Assert.Equal(expected, path);
    }

    [Fact]
    public void TextList_ArrayOrSingleText_IsAList()
    {
        Assert.Equal(["a", "b"], Read<IReadOnlyList<string>>(Section("Key", Leaf("0", "a"), Leaf("1", "b")), (r, set) => r.TextList("Key", set)));
        Assert.Equal(["a"], Read<IReadOnlyList<string>>("a", (r, set) => r.TextList("Key", set)));
        Assert.Equal([], Read<IReadOnlyList<string>>("", (r, set) => r.TextList("Key", set)));
    }

    [Fact]
    public void Value_WhereASectionStands_IsAFaultAndTheOtherWayRound()
    {
        OptionsReader reader = Reader(Section("", Section("Job", Leaf("Name", "x")), Leaf("Storages", "nas")));

        reader.Text("Job", Never);
        reader.Section("Storages", Never);

        Assert.Equal([("BackupSh:Job", "BSH0105"), ("BackupSh:Storages", "BSH0104")], _scope.Faults.Select(fault => (fault.Path, fault.Error.Code)));
    }

    [Fact]
    public void Sections_SeveralFaults_AreAllToldWithTheirPaths()
    {
        OptionsReader reader = Reader(Section(
            "", Section("Jobs", Section("nightly", Leaf("Retries", "many"), Leaf("Shedule", "0 3 * * *")), Section("hourly", Leaf("Retries", "3")), Leaf("broken", "x"))));
        Dictionary<string, long> retries = [];

        reader.Sections("jobs", (name, job) => job.WholeNumber("Retries", value => retries[name] = value));

        Assert.Equal(new Dictionary<string, long> { ["hourly"] = 3 }, retries);
        Assert.Equal(
            [("BackupSh:jobs:nightly:Retries", "BSH0103"), ("BackupSh:jobs:nightly:Shedule", "BSH0102"), ("BackupSh:jobs:broken", "BSH0104")],
            _scope.Faults.Select(fault => (fault.Path, fault.Error.Code)));
        Assert.Contains("Known here: Retries.", _scope.Faults[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ReportUnknownKeys_KeyOfAnotherCase_IsKnown()
    {
        OptionsReader reader = Reader(Section("", Leaf("DIRECTORY", "x")));

        reader.Text("Directory", _ => { });
        reader.ReportUnknownKeys();

        Assert.Empty(_scope.Faults);
    }

    [Fact]
    public void Text_References_AreReplaced()
    {
        using TempDirectory folder = new();
        File.WriteAllText(folder.File("name"), "from file\n");
        try
        {
            Environment.SetEnvironmentVariable(Variable, "x");

            Assert.Equal("a-x-x", Read<string>("a-${" + Variable + "}-${" + Variable + "}", (r, set) => r.Text("Key", set)));
            Assert.Equal("$5 ${1} $" + Variable, Read<string>("$5 ${1} $" + Variable, (r, set) => r.Text("Key", set)));
            Assert.Equal("from file", Read<string>("file:name", (r, set) => r.Text("Key", set), folder.Path));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [Fact]
    public void Text_MissingReference_IsAFault()
    {
        OptionsReader reader = Reader(Section("", Leaf("a", "${BACKUPSH_TEST_NO_SUCH}"), Leaf("b", "file:/no/such/file"), Section("c", Leaf("0", "${BACKUPSH_TEST_NO_SUCH}"))));

        reader.Text("a", Never);
        reader.Text("b", Never);
        reader.TextList("c", list => Assert.Empty(list));

        Assert.Equal(
            [("BackupSh:a", "BSH0001"), ("BackupSh:b", "BSH0002"), ("BackupSh:c:0", "BSH0001")],
            _scope.Faults.Select(fault => (fault.Path, fault.Error.Code)));
    }

    [Fact]
    public void WholeNumber_VariableOfAnotherForm_IsNotShown()
    {
        try
        {
            Environment.SetEnvironmentVariable(Variable, "s3cret");

            Reader(Section("", Leaf("Key", "${" + Variable + "}"))).WholeNumber("Key", Never);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }

        Assert.DoesNotContain("s3cret", Assert.Single(_scope.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_Reference_IsReadLaterAndShownNowhere()
    {
        Secret? secret = null;
        OptionsReader reader = Reader(Section("", Leaf("Key", "${BACKUPSH_TEST_NO_SUCH}"), Leaf("Empty", "")));

        reader.Secret("Key", value => secret = value);
        reader.Secret("Empty", Never);
        Assert.Empty(_scope.Faults);
        _scope.RequireReadable("Key", secret);

        Assert.Equal("BSH0001", Assert.Single(_scope.Faults).Error.Code);
        Assert.Equal("Key", Leaf("Key", "s3cret").ToString());
    }

    [Fact]
    public void IsSection_KeysBelow_TellsThemFromAValue()
    {
        OptionsReader reader = Reader(Section("", Section("a", Leaf("b", "x")), Leaf("c", "x")));

        Assert.True(reader.IsSection("A"));
        Assert.False(reader.IsSection("c"));
        Assert.False(reader.IsSection("none"));
        Assert.Equal(["a", "c"], reader.Keys);
    }

    private static OptionsSection Leaf(string key, string value) => new(key, value, []);

    private static OptionsSection Section(string key, params OptionsSection[] children) => new(key, null, children);

    private static void Never<T>(T value) => Assert.Fail($"Nothing was to be set, but it was: {value}");

    private OptionsReader Reader(OptionsSection section) => new(section, _scope, null);

    private T? Read<T>(string value, Action<OptionsReader, Action<T>> read, string? baseDirectory = null) => Read(Leaf("Key", value), read, baseDirectory);

    private T? Read<T>(OptionsSection key, Action<OptionsReader, Action<T>> read, string? baseDirectory = null)
    {
        T? taken = default;
        read(new OptionsReader(Section("", key), _scope, baseDirectory), value => taken = value);
        Assert.Empty(_scope.Faults);
        return taken;
    }
}
