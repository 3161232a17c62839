using System.Text.RegularExpressions;
using BackupSh.TestSupport;

namespace BackupSh.Cli.Tests.Fixtures;

/// <summary>Compares a JSON document with a committed one, without times, ids, sizes of archives and folders.</summary>
internal static partial class GoldenJson
{
    private const string UpdateVariable = "BACKUPSH_UPDATE_GOLDEN";

    /// <summary>Compares; <c>BACKUPSH_UPDATE_GOLDEN=1</c> writes the file instead, except where CI=true.</summary>
    internal static void Match(string name, CliResult result, CliFixture cli)
    {
        string path = Repository.PathOf("tests", "BackupSh.Cli.Tests", "Golden", name + ".json");
        string actual = Normalise(result.Out, cli);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"{UpdateVariable} makes every comparison pass, and is refused where CI=true.");
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"'{path}' is missing. Run the test again with {UpdateVariable}=1, and commit what it writes.");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Normalise(string json, CliFixture cli)
    {
        string normal = json.Replace(cli.Folder, "FOLDER", StringComparison.Ordinal);
        normal = Stamp().Replace(normal, "DATE_TIME");
        normal = Time().Replace(normal, "TIME");
        normal = Date().Replace(normal, "DATE");
        normal = Year().Replace(normal, "YEAR");
        normal = Sha256().Replace(normal, "SHA256");
        normal = RunId().Replace(normal, "RUN_ID");
        normal = Machine().Replace(normal, "$1 \"MACHINE\"");
        normal = Room().Replace(normal, "ROOM free");
        normal = Tool().Replace(normal, "VERSION");
        return Measured().Replace(normal, "$1 0");
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d")]
    private static partial Regex Stamp();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")]
    private static partial Regex Time();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d")]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<=newest of |1 of 1, )\d{4}(?= UTC)")]
    private static partial Regex Year();

    [GeneratedRegex(@"(""(?:host|sqlite|account)"":) ""[^""]*""")]
    private static partial Regex Machine();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Sha256();

    [GeneratedRegex("[0-9.]+ [KMGT]iB free")]
    private static partial Regex Room();

    [GeneratedRegex(@"(?<=sqlite )\d+\.\d+\.\d+")]
    private static partial Regex Tool();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex RunId();

    [GeneratedRegex("""("(?:archiveBytes|recordedArchiveBytes|durationSeconds|calls|contentBytes)":) [0-9.E-]+""")]
    private static partial Regex Measured();
}
