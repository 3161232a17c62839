using BackupSh.Cli.Tests.Fixtures;
using BackupSh.TestSupport;

namespace BackupSh.Cli.Tests.Processes;

/// <summary>After the disaster: a machine that has the storage and a key, and no source, no job, no state, no history.</summary>
public sealed class BareMachineTests
{
    [Theory]
    [InlineData("passphrase")]
    [InlineData("private key")]
    [InlineData("none")]
    public async Task Tool_WithStoragesAndKeysOnly_ListsVerifiesRestoresAndDownloads(string encryption)
    {
        using CliFixture lost = new();
        string backup = await BackUpAsync(lost, encryption);
        using TempDirectory machine = new();
        Directory.CreateDirectory(machine.File("home"));
        File.WriteAllText(machine.File("backupsh.json"), Configuration(lost, encryption));

        CliResult list = await RunAsync(machine, "list");
        CliResult info = await RunAsync(machine, "info", "latest:shop");
        CliResult verify = await RunAsync(machine, "verify", "--all");
        CliResult restore = await RunAsync(machine, "restore", "latest:shop", "--to", "shop.db");
        CliResult download = await RunAsync(machine, "download", backup, "--decrypt", "--output", "content.db");

        Assert.Contains(backup, list.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.Contains("  source ", info.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.EndsWith("\n1 copy: 1 verified.\n", verify.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        restore.Expect(ExitCodes.Ok);
        download.Expect(ExitCodes.Ok);
        Assert.Equal("", list.Error + info.Error + verify.Error + restore.Error + download.Error);
        await ExpectSameAsync(lost.PathOf("shop.db"), machine.File("shop.db"));
        await ExpectSameAsync(lost.PathOf("shop.db"), machine.File("content.db"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(machine.File("home")));
    }

    [Fact]
    public async Task Tool_WithTheArchiveOnly_DecryptsIt()
    {
        using CliFixture lost = new();
        string archive = lost.ArchiveOf(await BackUpAsync(lost, "passphrase"));
        using TempDirectory machine = new();
        Directory.CreateDirectory(machine.File("home"));
        File.Copy(archive, machine.File("archive.zst.enc"));

        CliResult decrypt = await RunAsync(machine, "decrypt", "archive.zst.enc", "--decompress", "--output", "content.db");

        decrypt.Expect(ExitCodes.Ok);
        await ExpectSameAsync(lost.PathOf("shop.db"), machine.File("content.db"));
    }

    [Fact]
    public async Task Tool_WithoutTheKey_ListsAndSaysWhichKeyIsMissing()
    {
        using CliFixture lost = new();
        string backup = await BackUpAsync(lost, "private key");
        using TempDirectory machine = new();
        Directory.CreateDirectory(machine.File("home"));
        File.WriteAllText(machine.File("backupsh.json"), Configuration(lost, "none"));

        CliResult list = await RunAsync(machine, "list");
        CliResult restore = await RunAsync(machine, "restore", backup, "--to", "shop.db");
        CliResult download = await RunAsync(machine, "download", backup, "--output", "archive");

        list.Expect(ExitCodes.Ok);
        Assert.Matches("^error BSH0603: .* is encrypted for [0-9A-F]{16}, ", restore.Expect(ExitCodes.CannotDecrypt).Error);
        Assert.Equal(File.ReadAllBytes(lost.ArchiveOf(backup)), File.ReadAllBytes(download.Expect(ExitCodes.Ok) is { } ? machine.File("archive") : ""));
    }

    private static Task<string> BackUpAsync(CliFixture cli, string encryption)
    {
        if (encryption == "private key")
        {
            File.Copy(Vectors.PathOf("public-key.asc"), cli.PathOf("ops.asc"));
            cli.WriteConfiguration(job: """ "Encryption": { "RecipientKeys": ["ops.asc"] }, """, passphrase: null);
        }
        else if (encryption == "none")
        {
            cli.WriteConfiguration(passphrase: null);
        }

        // The key of the test vectors may be of tomorrow.
        return cli.BackUpAsync(earlier: encryption == "private key" ? -TimeSpan.FromDays(3) : TimeSpan.Zero);
    }

    private static string Configuration(CliFixture lost, string encryption)
    {
        string keys = encryption switch
        {
            "passphrase" => """, "Keys": { "Passphrases": ["${BACKUPSH_PASSPHRASE}"] }""",
            "private key" => $$""", "Keys": { "PrivateKeys": [{ "File": "{{Vectors.PathOf("secret-key.asc")}}", "Passphrase": "${KEY_PASSPHRASE}" }] }""",
            _ => "",
        };
        return $$"""{ "BackupSh": { "Storages": { "found": { "Type": "FileSystem", "Directory": "{{lost.Storage}}" } }{{keys}} } }""";
    }

    private static Task<CliResult> RunAsync(TempDirectory machine, params string[] arguments) =>
        CliProcess.RunBareAsync(
            machine.Path,
            new Dictionary<string, string>
            {
                ["HOME"] = machine.File("home"),
                ["BACKUPSH_PASSPHRASE"] = CliFixture.Passphrase,
                ["KEY_PASSPHRASE"] = Vectors.KeyPassphrase,
            },
            arguments);

    private static async Task ExpectSameAsync(string lost, string found)
    {
        Shell.Result same = await Shell.RunAsync(
            RequiredTool.Find("sqlite3"),
            [lost, $"ATTACH '{found}' AS found; PRAGMA found.integrity_check; SELECT count(*) FROM item JOIN found.item AS other USING (id, bytes);"],
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("ok\n1\n", same.Output);
    }
}
