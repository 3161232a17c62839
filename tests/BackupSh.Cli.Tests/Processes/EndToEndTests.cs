using BackupSh.Cli.Tests.Fixtures;
using BackupSh.TestSupport;

namespace BackupSh.Cli.Tests.Processes;

public sealed class EndToEndTests
{
    [Fact]
    public async Task Tool_FromRunToRestore_GivesTheDatabaseBack()
    {
        string sqlite3 = RequiredTool.Find("sqlite3");
        using CliFixture cli = new();
        cli.WriteConfiguration(passphrase: "${BACKUPSH_TEST_PASSPHRASE}");
        string restored = cli.PathOf("restored.db");

        CliResult run = await CliProcess.RunAsync(cli, "run", "nightly");
        CliResult list = await CliProcess.RunAsync(cli, "list", "--json");
        CliResult verify = await CliProcess.RunAsync(cli, "verify", "--all");
        CliResult restore = await CliProcess.RunAsync(cli, "restore", "latest:shop", "--to", restored);
        Shell.Result check = await Shell.RunAsync(sqlite3, [restored, "PRAGMA integrity_check; SELECT count(*) FROM item;"], cancellationToken: TestContext.Current.CancellationToken);
        Shell.Result same = await Shell.RunAsync(
            sqlite3,
            [cli.PathOf("shop.db"), $"ATTACH '{restored}' AS restored; SELECT count(*) FROM item JOIN restored.item AS other USING (id, bytes);"],
            cancellationToken: TestContext.Current.CancellationToken);

        run.Expect(ExitCodes.Ok);
        Assert.Equal(1, list.Expect(ExitCodes.Ok).Json.GetProperty("backups").GetArrayLength());
        Assert.EndsWith("\n1 copy: 1 verified.\n", verify.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        restore.Expect(ExitCodes.Ok);
        Assert.Equal("ok\n1\n", check.Output);
        Assert.Equal("1\n", same.Output);
        Assert.Equal("", run.Error + list.Error + verify.Error + restore.Error);
    }

    [Fact]
    public async Task Download_ToAFullDevice_SaysSo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full is of Linux.");
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        string tool = Path.Combine(AppContext.BaseDirectory, "BackupSh.Cli.dll");

        Shell.Result result = await Shell.RunAsync(
            "sh",
            ["-c", "exec dotnet \"$0\" download \"$1\" --output - > /dev/full", tool, backup],
            workingDirectory: cli.Folder,
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("error BSH0711: Standard output cannot be written: No space left on device", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_IntoTheMiddleOfAFile_TouchesNothingElseOfIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no sh.");
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        string tool = Path.Combine(AppContext.BaseDirectory, "BackupSh.Cli.dll");

        Shell.Result result = await Shell.RunAsync(
            "sh",
            ["-c", "{ printf before; dotnet \"$0\" download \"$1\" --output -; printf after; } > both", tool, backup],
            workingDirectory: cli.Folder,
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("", result.Error);
        Assert.Equal([.. "before"u8, .. File.ReadAllBytes(cli.ArchiveOf(backup)), .. "after"u8], File.ReadAllBytes(cli.PathOf("both")));
    }

    [Fact]
    public async Task Tool_WrongCommandLine_Returns2()
    {
        using CliFixture cli = new();

        CliResult result = await CliProcess.RunAsync(cli, "frobnicate");

        Assert.StartsWith("error BSH0700: ", result.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }
}
