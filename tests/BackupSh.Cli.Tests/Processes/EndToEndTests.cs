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
    public async Task Tool_WrongCommandLine_Returns2()
    {
        using CliFixture cli = new();

        CliResult result = await CliProcess.RunAsync(cli, "frobnicate");

        Assert.StartsWith("error BSH0700: ", result.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }
}
