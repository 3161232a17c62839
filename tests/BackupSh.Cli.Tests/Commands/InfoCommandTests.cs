using System.Text.Json;
using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Commands;

public sealed class InfoCommandTests
{
    [Fact]
    public async Task Info_Backup_ShowsWhatTheInfoFileSays()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(job: """ "Labels": { "site": "berlin", "area": "west" }, """);
        string backup = await cli.BackUpAsync();

        CliResult result = await cli.RunAsync("info", backup);

        Assert.StartsWith($"backup    {backup}\ndatabase  shop\ntime      ", result.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.Contains("\nstorage 'nas'\n  health ", result.Out, StringComparison.Ordinal);
        string file = File.ReadAllText(Path.Combine(cli.Storage, backup + ".info"));
        foreach (string line in file.Split('\n').Where(line => line.Contains(" = ", StringComparison.Ordinal)))
        {
            string value = line[(line.IndexOf(" = ", StringComparison.Ordinal) + 3)..];
            string key = line[..line.IndexOf(" = ", StringComparison.Ordinal)];
            if (key is not ("encrypted" or "upload_datetime" or "backup_size" or "archive_bytes" or "plaintext_bytes" or "duration_ms"))
            {
                Assert.Contains(value, result.Out, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Info_WithJson_WritesTheDocumentedShape()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(job: """ "Labels": { "site": "berlin" }, """, passphrase: null);
        string backup = await cli.BackUpAsync();
        await cli.RunAsync("pin", backup, "--reason", "audit");
        AppendToInfo(cli, backup, "colour = blue");

        CliResult result = await cli.RunAsync("info", "latest:shop", "--json");

        result.Expect(ExitCodes.Ok);
        GoldenJson.Match("info", result, cli);
    }

    [Fact]
    public async Task Info_BackupOfTheModules_ShowsWhatThereIs()
    {
        using CliFixture cli = new();
        ModulesBackup.Put(cli);

        CliResult text = await cli.RunAsync("info", ModulesBackup.Name);
        CliResult json = await cli.RunAsync("info", ModulesBackup.Name, "--json");

        Assert.Matches("  written by +the Awkhad modules\n", text.Expect(ExitCodes.Ok).Out);
        Assert.Matches("  service +awkhad_backup_sh\n", text.Out);
        JsonElement copy = json.Expect(ExitCodes.Ok).Json.GetProperty("copies")[0];
        Assert.Equal(JsonValueKind.Null, copy.GetProperty("archiveSha256").ValueKind);
        Assert.Equal(ModulesBackup.Archive, copy.GetProperty("archive").GetString());
    }

    [Fact]
    public async Task Info_DamagedCopy_ShowsBothSizes()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        File.WriteAllText(cli.ArchiveOf(backup), "cut");

        CliResult result = await cli.RunAsync("info", backup);

        Assert.Matches("  health +damaged\n", result.Expect(ExitCodes.Ok).Out);
        Assert.Matches("  size +3 bytes; its info file says ", result.Out);
    }

    [Theory]
    [InlineData("--until", "2099-01-01", "until 2099-01-01T00:00:00Z, by eva@desk: audit")]
    [InlineData("--by", "ops", "without an end, by ops: audit")]
    public async Task Info_PinnedBackup_SaysWhy(string option, string value, string expected)
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        await cli.RunAsync("pin", backup, "--reason", "audit", option, value);

        Assert.Matches($"  pinned +{expected}\n", (await cli.RunAsync("info", backup)).Out);
    }

    [Theory]
    [InlineData(".info", "BSH0521")]
    [InlineData(".sqlite3.zst.enc", "BSH0522")]
    [InlineData(null, "BSH0527")]
    public async Task Info_WhatIsLeftOfABackup_Returns10AndSaysWhatItIs(string? missing, string code)
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        File.WriteAllText(Path.Combine(cli.Storage, backup + ".info"), "no info");
        File.Delete(Path.Combine(cli.Storage, backup + (missing ?? ".none")));

        CliResult result = await cli.RunAsync("info", backup);

        Assert.StartsWith($"error {code}: ", result.Expect(ExitCodes.NoSuchBackup).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_OneStorageCannotBeAsked_Returns3AndShowsTheOthers()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        cli.WriteConfigurationWithBrokenStorage("All");

        CliResult result = await cli.RunAsync("info", backup);

        Assert.Contains("error BSH0215: ", result.Expect(ExitCodes.SomeStoragesFailed).Error, StringComparison.Ordinal);
        Assert.Contains("\nstorage 'nas'\n", result.Out, StringComparison.Ordinal);
        Assert.EndsWith("Not all is shown: storage 'broken' could not be asked (BSH0215).\n", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCodes.NoSuchBackup, "BSH0542", "shop.2020-01-01_00-00-00")]
    [InlineData(ExitCodes.NoSuchBackup, "BSH0544", "shop")]
    [InlineData(ExitCodes.Usage, "BSH0142", "latest:shop", "--storage", "moon")]
    public async Task Info_UnknownThing_SaysWhich(int exitCode, string code, params string[] arguments)
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();

        Assert.StartsWith($"error {code}: ", (await cli.RunAsync(["info", .. arguments])).Expect(exitCode).Error, StringComparison.Ordinal);
    }

    private static void AppendToInfo(CliFixture cli, string backup, string line)
    {
        string path = Path.Combine(cli.Storage, backup + ".info");
        File.WriteAllText(path, File.ReadAllText(path).TrimEnd() + "\n" + line + "\n");
    }
}
