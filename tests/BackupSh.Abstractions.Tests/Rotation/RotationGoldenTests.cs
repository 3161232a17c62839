using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BackupSh.Rotation;
using BackupSh.TestSupport;

namespace BackupSh.Abstractions.Tests.Rotation;

/// <summary>Plans that a person can check: Golden/*.txt. <c>BACKUPSH_UPDATE_GOLDEN=1</c> rewrites the decisions.</summary>
public sealed partial class RotationGoldenTests
{
    private static readonly string Folder = Repository.PathOf("tests", "BackupSh.Abstractions.Tests", "Rotation", "Golden");

    public static TheoryData<string> Files => new(Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void Plan_Scenario_IsAsWritten(string file)
    {
        string path = Path.Combine(Folder, file);
        string text = File.ReadAllText(path);
        Match header = Header().Match(text);
        Assert.True(header.Success, $"'{file}' needs a line '# policy: …  zone: …  now: …'.");
        RotationPolicy policy = header.Groups["rules"].Value.Trim() == "everything"
            ? RotationPolicy.KeepEverything
            : Rotations.Policy(header.Groups["rules"].Value, header.Groups["zone"].Value);
        RotationCandidate[] backups = [.. Line().Matches(text).Select(Parse)];
        DateTimeOffset now = Rotations.Time(header.Groups["now"].Value);

        RotationPlan plan = RotationPlanner.Plan(policy, backups, now);

        Match(path, text, Render(text[..(header.Index + header.Length)], plan));
        AssertInvariants(policy, backups, plan, now);
    }

    private static void AssertInvariants(RotationPolicy policy, RotationCandidate[] backups, RotationPlan plan, DateTimeOffset now)
    {
        Assert.Equal(backups.Length, plan.Keep.Count + plan.Delete.Count + plan.Ignored.Count);
        Assert.Empty(RotationPlanner.Plan(policy, [.. plan.Keep.Concat(plan.Ignored).Select(item => item.Candidate)], now).Delete);
        Assert.All(plan.Delete, item => Assert.Equal(Rotations.Backup(item.Candidate.Time), item.Candidate));
    }

    private static void Match(string path, string expected, string actual)
    {
        if (Environment.GetEnvironmentVariable("BACKUPSH_UPDATE_GOLDEN") == "1")
        {
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            File.WriteAllText(path, actual);
        }
        else
        {
            Assert.Equal(expected, actual);
        }
    }

    private static RotationCandidate Parse(Match line) => Rotations.Backup(line.Groups["time"].Value) with
    {
        Pin = line.Groups["mark"].Value == "pinned" ? Rotations.Pin : null,
        IsForeign = line.Groups["mark"].Value == "foreign",
        Health = line.Groups["mark"].Value switch
        {
            "incomplete" => RotationHealth.Incomplete,
            "damaged" => RotationHealth.Damaged,
            _ => RotationHealth.Healthy,
        },
    };

    private static string Mark(RotationCandidate backup) => backup switch
    {
        { Pin: not null } => "pinned",
        { IsForeign: true } => "foreign",
        { Health: RotationHealth.Incomplete } => "incomplete",
        { Health: RotationHealth.Damaged } => "damaged",
        _ => "",
    };

    private static string Render(string head, RotationPlan plan)
    {
        StringBuilder text = new(head + "\n");
        foreach (RotationPlanItem item in plan.Items)
        {
            string mark = Mark(item.Candidate) is { Length: > 0 } word ? $"[{word}]" : "";
            string why = item.ToString()[$"{item.Candidate.Id}: ".Length..];
            text.Append(CultureInfo.InvariantCulture, $"{item.Candidate.Time:yyyy-MM-ddTHH:mm:ssZ}  {mark,-12}  {why}\n");
        }

        return text.AppendJoin("", plan.Warnings.Select(warning => $"! {warning.Code}: {warning.Message}\n")).ToString();
    }

    [GeneratedRegex(@"^# policy: (?<rules>.*?)  zone: (?<zone>\S+)  now: (?<now>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Header();

    [GeneratedRegex(@"^(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)(?: +\[(?<mark>[a-z]+)\])?", RegexOptions.Multiline)]
    private static partial Regex Line();
}
