using System.Text.RegularExpressions;
using BackupSh.Cli.Tests.Fixtures;
using BackupSh.TestSupport;

namespace BackupSh.Cli.Tests.Commands;

public sealed partial class InitCommandTests
{
    private const string Variable = "BACKUPSH_PASSPHRASE";

    [Fact]
    public async Task Init_EveryDefault_WritesACommentedFileShowsThePassphraseOnceAndChecks()
    {
        using CliFixture cli = Prepare(["", "shop.db", "", "", "", "", "", ""]);

        CliResult result = (await cli.RunAsync("init")).Expect(ExitCodes.Ok);

        string passphrase = Assert.Single(Passphrase().Matches(result.Error)).Value;
        string written = Read(cli);
        Assert.DoesNotContain(passphrase, result.Out + written, StringComparison.Ordinal);
        Assert.Contains("\"ConnectionString\": \"Data Source=shop.db\"", written, StringComparison.Ordinal);
        Assert.Contains("\"Directory\": \"backups\"", written, StringComparison.Ordinal);
        Assert.Contains("\"Passphrase\": \"${BACKUPSH_PASSPHRASE}\"", written, StringComparison.Ordinal);
        Assert.Contains("\"Rotation\": { \"Daily\": 7, \"Weekly\": 4, \"Monthly\": 12 }", written, StringComparison.Ordinal);
        Assert.Matches("(?m)^ +// ", written);
        Assert.Contains("Everything works", result.Out, StringComparison.Ordinal);
        Assert.EndsWith("next: 'backupsh run nightly' makes the first backup, 'backupsh verify latest:shop' proves that it can be restored\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_ThenRun_Works()
    {
        using CliFixture cli = Prepare(["", "shop.db", "", "", "secret.txt", "3", "disabled", "unlimited"]);
        (await cli.RunAsync("init")).Expect(ExitCodes.Ok);

        (await cli.RunAsync("run", "nightly")).Expect(ExitCodes.Ok);
        CliResult verified = (await cli.RunAsync("verify", "latest:shop")).Expect(ExitCodes.Ok);

        Assert.Contains("1 copy: 1 verified.", verified.Out, StringComparison.Ordinal);
        Assert.Equal(2, cli.FilesIn("backups").Length);
    }

    [Fact]
    public async Task Init_PassphraseFile_IsForItsOwnerOnlyAndNothingIsShown()
    {
        using CliFixture cli = Prepare(["sqlite", "shop.db", "nas", "new", "secret.txt", "", "", ""]);

        CliResult result = (await cli.RunAsync("init")).Expect(ExitCodes.Ok);

        Assert.Matches(@"\A[A-Z2-9]{5}(-[A-Z2-9]{5}){5}\n\z", await File.ReadAllTextAsync(cli.PathOf("secret.txt"), TestContext.Current.CancellationToken));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixMode.Of(cli.PathOf("secret.txt")));
        Assert.Contains("\"Passphrase\": \"file:secret.txt\"", Read(cli), StringComparison.Ordinal);
        Assert.DoesNotMatch(Passphrase(), result.Out + result.Error);
    }

    [Fact]
    public async Task Init_WrongAnswers_AreToldAtOnceAndAskedAgain()
    {
        using CliFixture cli = Prepare(
        [
            "oracle", "sqlite",
            "", "none.db", ".", "passphrase", "shop.db",
            "no/such/folder", "shop.db", "nas",
            "rot13", "none",
            "-1", "disabled", "disabled", "disabled", "1",
        ]);

        CliResult result = (await cli.RunAsync("init")).Expect(ExitCodes.Ok);

        foreach (string fault in (string[])[
            "'oracle' is none of: sqlite, folder.", "Write a path.", "none.db' does not exist.", "is a folder; a SQLite database is a file.",
            "passphrase' is no SQLite database", "/no/such/folder' would be made in does not exist.", "shop.db' is a file; backups need a folder.",
            "'rot13' is none of: new, variable, none.", "'-1' is no number of backups", "nothing would be kept."])
        {
            Assert.Contains(fault, result.Error, StringComparison.Ordinal);
        }

        Assert.Contains("\"Rotation\": { \"Daily\": \"disabled\", \"Weekly\": \"disabled\", \"Monthly\": 1 }", Read(cli), StringComparison.Ordinal);
        Assert.DoesNotContain("\"Encryption\": {", Uncommented(Read(cli)), StringComparison.Ordinal);
        Assert.Contains("warning BSH0150: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_AnswersEnd_WritesNothing()
    {
        using CliFixture cli = Prepare(["sqlite", "shop.db"]);

        CliResult result = (await cli.RunAsync("init")).Expect(ExitCodes.Usage);

        Assert.Contains("\nerror BSH0736: ", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(cli.PathOf("backupsh.json")));
    }

    [Fact]
    public async Task Init_YesWithOptions_AsksNothing()
    {
        using CliFixture cli = Prepare(answers: null);

        CliResult result = (await cli.RunAsync(
            "init", "--yes", "--source", "shop.db", "--storage", "nas", "--encryption", "new", "--passphrase-file", "secret.txt",
            "--daily", "1", "--weekly", "unlimited", "--monthly", "disabled", "--output", "conf/../other.json", "--json")).Expect(ExitCodes.Ok);

        Assert.Equal("", result.Error);
        Assert.Contains("\"Rotation\": { \"Daily\": 1, \"Weekly\": \"unlimited\", \"Monthly\": \"disabled\" }", Read(cli, "other.json"), StringComparison.Ordinal);
        GoldenJson.Match("init", result, cli);
    }

    [Fact]
    public async Task Init_YesWithoutTheVariable_WritesTheFileAndSaysWhatIsMissing()
    {
        using CliFixture cli = Prepare(answers: null);

        CliResult result = (await cli.RunAsync("init", "--yes", "--source", "shop.db")).Expect(ExitCodes.Usage);

        Assert.Contains("error BSH0001: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(Variable, Read(cli), StringComparison.Ordinal);
        Assert.EndsWith("next: mend what the errors name, then 'backupsh check'\n", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BSH0732")]
    [InlineData("BSH0733", "--yes")]
    [InlineData("BSH0734", "--yes", "--source", "none.db")]
    [InlineData("BSH0734", "--yes", "--source", "shop.db", "--daily", "many")]
    [InlineData("BSH0734", "--yes", "--source", ".", "--source-type", "folder", "--storage", "backups")]
    [InlineData("BSH0734", "--yes", "--source", "shop.db", "--encryption", "new", "--passphrase-file", "passphrase")]
    [InlineData("BSH0735", "--yes", "--source", "shop.db", "--encryption", "new")]
    [InlineData("BSH0731", "--yes", "--source", "shop.db", "--output", "no/such/folder.json")]
    [InlineData("BSH0730", "--yes", "--source", "shop.db", "--output", "shop.db")]
    public async Task Init_CannotBe_Returns2AndWritesNothing(string code, params string[] arguments)
    {
        using CliFixture cli = Prepare(answers: null);
        string[] before = cli.FilesIn(".");

        CliResult result = (await cli.RunAsync(["init", .. arguments])).Expect(ExitCodes.Usage);

        Assert.StartsWith($"error {code}: ", result.Error, StringComparison.Ordinal);
        Assert.Matches(@"\n  next: .+\n\z", result.Error);
        Assert.Equal(before, cli.FilesIn("."));
    }

    [Fact]
    public async Task Init_FileIsThere_IsLeftAsItIs()
    {
        using CliFixture cli = new() { Person = () => null };
        string before = Read(cli);

        CliResult result = (await cli.RunAsync("init")).Expect(ExitCodes.Usage);

        Assert.StartsWith("error BSH0730: ", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, Read(cli));
    }

    [Theory]
    [InlineData("odd; name \"x\".db", "odd-name-x")]
    [InlineData("été.db", "t")]
    [InlineData("数据.db", "database")]
    [InlineData("my.shop.db", "my.shop")]
    public async Task Init_OddFileName_MakesANameAndAConnectionStringThatWork(string file, string expected)
    {
        using CliFixture cli = Prepare(answers: null);
        File.Move(cli.PathOf("shop.db"), cli.PathOf(file));

        CliResult result = (await cli.RunAsync("init", "--yes", "--source", file, "--encryption", "none", "--json")).Expect(ExitCodes.Ok);

        Assert.Equal(expected, result.Json.GetProperty("source").GetString());
    }

    [Fact]
    public async Task Init_CancelledWhileItAsks_EndsAtOnceAndWritesNothing()
    {
        using CliFixture cli = Prepare([]);
        using CancellationTokenSource cancellation = new();
        TaskCompletionSource asked = new();
        using ManualResetEventSlim never = new();
        cli.Person = () =>
        {
            asked.TrySetResult();
            never.Wait(TestContext.Current.CancellationToken);
            return null;
        };
        Task<CliResult> init = cli.RunAsync(cancellation.Token, "init");
        await asked.Task;

        await cancellation.CancelAsync();

        Assert.Contains("\nerror BSH0706: Cancelled.", (await init).Expect(ExitCodes.Cancelled).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(cli.PathOf("backupsh.json")));
        never.Set();
    }

    private static CliFixture Prepare(string[]? answers)
    {
        Queue<string> lines = new(answers ?? []);
        CliFixture cli = new()
        {
            Person = answers is null ? null : () => lines.TryDequeue(out string? line) ? line : null,
            ErrorIsTerminal = answers is not null,
        };
        cli.Variables["TERM"] = "dumb";
        File.Delete(cli.PathOf("backupsh.json"));
        return cli;
    }

    private static string Read(CliFixture cli, string name = "backupsh.json") => File.ReadAllText(cli.PathOf(name));

    private static string Uncommented(string json) => Comment().Replace(json, "");

    [GeneratedRegex("[A-Z2-9]{5}(-[A-Z2-9]{5}){5}")]
    private static partial Regex Passphrase();

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();
}
