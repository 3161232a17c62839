using BackupSh.Cli.Tests.Fixtures;
using BackupSh.TestSupport;

namespace BackupSh.Cli.Tests.Commands;

public sealed class DownloadCommandTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task Download_ToAFile_GivesTheArchiveAsItLies()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();

        CliResult result = await cli.RunAsync("download", backup, "--output", "copy");

        Assert.StartsWith($"Downloaded '{backup}' from storage 'nas' in ", result.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.Contains("\nchecked   size of the archive, SHA-256 of the archive\n", result.Out, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(cli.ArchiveOf(backup)), File.ReadAllBytes(cli.PathOf("copy")));
        Assert.Equal(["copy"], cli.Leftovers());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixMode.Of(cli.PathOf("copy")));
    }

    [Fact]
    public async Task Download_WithJson_WritesTheDocumentedShape()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();

        CliResult result = await cli.RunAsync("download", "latest:shop", "--decrypt", "--json");

        result.Expect(ExitCodes.Ok);
        GoldenJson.Match("download", result, cli);
    }

    [Theory]
    [InlineData(false, ".sqlite3.zst.enc")]
    [InlineData(true, ".sqlite3")]
    public async Task Download_WithoutOutput_IsNamedAfterWhatItIs(bool decrypt, string extension)
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();

        CliResult result = await cli.RunAsync(["download", "latest:shop", .. decrypt ? ["--decrypt"] : Array.Empty<string>()]);

        result.Expect(ExitCodes.Ok);
        Assert.Equal([backup + extension], cli.Leftovers());
    }

    [Fact]
    public async Task Download_Decrypted_GivesTheDatabase()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();

        await cli.RunAsync("download", "latest:shop", "--decrypt", "-o", "content");
        await cli.RunAsync("restore", "latest:shop", "--to", cli.PathOf("restored.db"));

        Assert.Equal(new FileInfo(cli.PathOf("restored.db")).Length, new FileInfo(cli.PathOf("content")).Length);
        Assert.Equal("SQLite format 3\0"u8, File.ReadAllBytes(cli.PathOf("content")).AsSpan(0, 16));
    }

    [Fact]
    public async Task Download_ExistingFile_IsReplacedOnlyOnDemand()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        File.WriteAllText(cli.PathOf("copy"), "precious");

        CliResult refused = await cli.RunAsync("download", backup, "--output", "copy");
        string kept = File.ReadAllText(cli.PathOf("copy"));
        CliResult replaced = await cli.RunAsync("download", backup, "--output", "copy", "--replace");

        Assert.StartsWith("error BSH0708: ", refused.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.Equal("precious", kept);
        replaced.Expect(ExitCodes.Ok);
        Assert.Equal(File.ReadAllBytes(cli.ArchiveOf(backup)), File.ReadAllBytes(cli.PathOf("copy")));
        Assert.Equal(["copy"], cli.Leftovers());
    }

    [Fact]
    public async Task Download_DamagedAndFileToReplace_KeepsTheOldOne()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        Damage.Flip(cli.ArchiveOf(backup));
        File.WriteAllText(cli.PathOf("copy"), "precious");

        CliResult result = await cli.RunAsync("download", backup, "--output", "copy", "--replace");

        Assert.StartsWith("error BSH0601: ", result.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(cli.PathOf("copy")));
        Assert.Equal(["copy"], cli.Leftovers());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Download_ToStandardOutput_GivesTheBytesAndNothingElse(bool decrypt)
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        await cli.RunAsync("download", backup, "--decrypt", "--output", "content");

        CliResult result = await cli.RunAsync(["download", backup, "--output", "-", .. decrypt ? ["--decrypt"] : Array.Empty<string>()]);

        result.Expect(ExitCodes.Ok);
        Assert.Equal(("", ""), (result.Out, result.Error));
        Assert.Equal(File.ReadAllBytes(decrypt ? cli.PathOf("content") : cli.ArchiveOf(backup)), cli.Bytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Download_DamagedToStandardOutput_SaysThatItMustNotBeUsed(bool decrypt)
    {
        using CliFixture cli = new();
        File.Delete(cli.PathOf("shop.db"));
        cli.CreateDatabase("shop.db", megabytes: 1);
        string backup = await cli.BackUpAsync();
        Damage.Flip(cli.ArchiveOf(backup));

        CliResult result = await cli.RunAsync(["download", backup, "--output", "-", .. decrypt ? ["--decrypt"] : Array.Empty<string>()]);

        Assert.Matches(
            @"^warning BSH0712: Standard output has taken bytes that were not verified to their end\.\n  next: .* must not be used\.\nerror BSH0601: ",
            result.Expect(ExitCodes.Failed).Error);
        Assert.Equal("", result.Out);
        Assert.InRange(cli.Bytes.Length, 1, 2 * Megabyte);
    }

    [Fact]
    public async Task Download_JsonBesideStandardOutput_Returns2()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();

        CliResult result = await cli.RunAsync("download", backup, "--output", "-", "--json");

        Assert.Equal("BSH0700", result.Expect(ExitCodes.Usage).Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(cli.Bytes);
    }

    [Fact]
    public async Task Download_FirstCopyIsDamaged_GivesTheSecond()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(jobs: """ "both": { "Source": "shop", "Storages": ["nas", "attic"] }, """);
        (await cli.RunAsync("run", "both")).Expect(ExitCodes.Ok);
        string archive = Path.GetFileName(Directory.EnumerateFiles(cli.PathOf("attic"), "*.zst").Single());
        Damage.Flip(cli.PathOf("attic/" + archive), fromEnd: 1);

        CliResult result = await cli.RunAsync("download", "latest:shop", "--output", "copy", "--json");

        Assert.Equal("nas", result.Expect(ExitCodes.Ok).Json.GetProperty("storage").GetString());
        Assert.Contains("BSH0601", result.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(cli.PathOf("nas/" + archive)), File.ReadAllBytes(cli.PathOf("copy")));
    }

    [Fact]
    public async Task Download_WrongPassphrase_Returns12AndLeavesNothing()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        File.WriteAllText(cli.PathOf("passphrase"), "another passphrase");

        CliResult result = await cli.RunAsync("download", backup, "--decrypt");

        Assert.StartsWith("error BSH0602: ", result.Expect(ExitCodes.CannotDecrypt).Error, StringComparison.Ordinal);
        Assert.Empty(cli.Leftovers());
    }

    [Theory]
    [InlineData(false, "archiveBytes")]
    [InlineData(true, "archiveBytes decryption")]
    public async Task Download_BackupOfTheModules_SaysWhatWasChecked(bool decrypt, string expected)
    {
        using CliFixture cli = new();
        ModulesBackup.Put(cli);

        CliResult json = await cli.RunAsync(["download", ModulesBackup.Name, "--json", .. decrypt ? ["--decrypt"] : Array.Empty<string>()]);
        CliResult text = await cli.RunAsync("download", ModulesBackup.Name, "--output", "copy");

        Assert.Equal(expected, string.Join(' ', json.Expect(ExitCodes.Ok).Json.GetProperty("checked").EnumerateArray()));
        Assert.Equal(decrypt ? Vectors.Plaintext : File.ReadAllBytes(cli.PathOf("copy")), File.ReadAllBytes(json.Json.GetProperty("file").GetString()!));
        Assert.Contains("they write down no hash", text.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BSH0709", "nas")]
    [InlineData("BSH0709", "")]
    [InlineData("BSH0710", "no/such/folder/copy")]
    [InlineData("BSH0710", "passphrase/copy")]
    public async Task Download_PlaceCannotBeWrittenTo_SaysWhyBeforeReadingAnything(string code, string output)
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        File.Delete(cli.ArchiveOf(backup));

        CliResult result = await cli.RunAsync("download", backup, "--output", output, "--replace");

        Assert.StartsWith($"error {code}: ", result.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("link")]
    [InlineData("dangling")]
    [InlineData("pipe")]
    public async Task Download_OntoWhatIsNoFile_IsRefused(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other links and pipes.");
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        _ = kind == "pipe"
            ? (await Shell.RunAsync("mkfifo", [cli.PathOf("place")], cancellationToken: TestContext.Current.CancellationToken)).Output
            : File.CreateSymbolicLink(cli.PathOf("place"), kind == "link" ? cli.PathOf("passphrase") : "nowhere").FullName;

        CliResult refused = await cli.RunAsync("download", backup, "--output", "place");
        CliResult replaced = await cli.RunAsync("download", backup, "--output", "place", "--replace");

        Assert.StartsWith("error BSH0708: ", refused.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.StartsWith("error BSH0709: ", replaced.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.Equal(CliFixture.Passphrase + "\n", File.ReadAllText(cli.PathOf("passphrase")));
    }

    [Theory]
    [InlineData(ExitCodes.NoSuchBackup, "BSH0542", "shop.2020-01-01_00-00-00")]
    [InlineData(ExitCodes.NoSuchBackup, "BSH0542", "latest:nothing")]
    [InlineData(ExitCodes.NoSuchBackup, "BSH0544", "shop")]
    [InlineData(ExitCodes.Usage, "BSH0142", "latest:shop", "--storage", "moon")]
    [InlineData(ExitCodes.NoSuchBackup, "BSH0542", "latest:shop", "--storage", "attic")]
    public async Task Download_UnknownThing_SaysWhich(int exitCode, string code, params string[] arguments)
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();

        CliResult named = await cli.RunAsync(["download", "--output", "copy", .. arguments]);
        CliResult unnamed = await cli.RunAsync(["download", .. arguments]);

        Assert.StartsWith($"error {code}: ", named.Expect(exitCode).Error, StringComparison.Ordinal);
        Assert.StartsWith($"error {code}: ", unnamed.Expect(exitCode).Error, StringComparison.Ordinal);
        Assert.Empty(cli.Leftovers());
    }

    [Fact]
    public async Task Download_DiskIsFull_LeavesNothing()
    {
        using CliFixture cli = new();
        File.Delete(cli.PathOf("shop.db"));
        cli.CreateDatabase("shop.db", megabytes: 3);
        string backup = await cli.BackUpAsync();
        await using SmallDisk disk = await SmallDisk.MountAsync(cli.PathOf("small"), megabytes: 1);

        CliResult result = await cli.RunAsync("download", backup, "--output", "small/copy");

        Assert.StartsWith("error BSH0710: ", result.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.Empty(cli.FilesIn("small"));
    }

    [Fact]
    public async Task Download_FileAppearsMeanwhile_IsNotOverwritten()
    {
        using CliFixture cli = new() { ErrorIsTerminal = true };
        cli.Variables["TERM"] = "dumb";
        string backup = await cli.BackUpAsync();
        cli.OnStatus = _ => File.WriteAllText(cli.PathOf("copy"), "precious");

        CliResult result = await cli.RunAsync("download", backup, "--output", "copy");

        Assert.Contains("error BSH0708: ", result.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(cli.PathOf("copy")));
        Assert.Equal(["copy"], cli.Leftovers());
    }
}
