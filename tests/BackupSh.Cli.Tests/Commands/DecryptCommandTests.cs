using BackupSh.Cli.Tests.Fixtures;
using BackupSh.TestSupport;

namespace BackupSh.Cli.Tests.Commands;

public sealed class DecryptCommandTests
{
    [Fact]
    public async Task Decrypt_ArchiveOfOurs_NeedsNoConfiguration()
    {
        using CliFixture cli = new();
        string archive = await TakeAwayAsync(cli);

        CliResult decrypted = await cli.RunAsync("decrypt", archive, "--passphrase-file", "passphrase");
        CliResult decompressed = await cli.RunAsync("decrypt", archive, "--passphrase-file", "passphrase", "--decompress");

        string zst = Path.GetFileNameWithoutExtension(archive);
        Assert.StartsWith($"Decrypted '{cli.PathOf(archive)}' in ", decrypted.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.StartsWith("Decrypted and decompressed '", decompressed.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.Equal([zst, Path.GetFileNameWithoutExtension(zst), archive], cli.Leftovers().OrderBy(name => name.Length == archive.Length).ThenByDescending(name => name.Length));
        Assert.Equal("SQLite format 3\0"u8, File.ReadAllBytes(cli.PathOf(Path.GetFileNameWithoutExtension(zst))).AsSpan(0, 16));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixMode.Of(cli.PathOf(zst)));
    }

    [Fact]
    public async Task Decrypt_WithJson_WritesTheDocumentedShape()
    {
        using CliFixture cli = new();
        Vectors.Put(cli, "gpg-passphrase.gpg");
        cli.Variables["BACKUPSH_PASSPHRASE"] = Vectors.Passphrase;

        CliResult result = await cli.RunAsync("decrypt", "message.enc", "--json");

        result.Expect(ExitCodes.Ok);
        GoldenJson.Match("decrypt", result, cli);
    }

    [Theory]
    [InlineData("environment")]
    [InlineData("file")]
    [InlineData("second file")]
    [InlineData("terminal")]
    public async Task Decrypt_PassphraseFrom_AnyPlaceButTheCommandLine(string place)
    {
        using CliFixture cli = new();
        Vectors.Put(cli, "gpg-passphrase.gpg");
        File.WriteAllText(cli.PathOf("passphrase"), Vectors.Passphrase + "\n");
        string[] options = place switch
        {
            "file" => ["--passphrase-file", "passphrase"],
            "second file" => ["--passphrase-file", "backupsh.json", "--passphrase-file", "passphrase"],
            _ => [],
        };
        cli.Answer = place == "terminal" ? Vectors.Passphrase : null;
        cli.Variables["BACKUPSH_PASSPHRASE"] = place == "environment" ? Vectors.Passphrase : "";

        CliResult result = await cli.RunAsync(["decrypt", "message.enc", .. options]);

        result.Expect(ExitCodes.Ok);
        Assert.Equal(place == "terminal" ? "Passphrase of 'message.enc': \n" : "", result.Error);
        Assert.Equal(Vectors.Plaintext, File.ReadAllBytes(cli.PathOf("message")));
    }

    [Theory]
    [InlineData("gpg-rsa.gpg", "file")]
    [InlineData("gpg-curve25519.gpg", "environment")]
    [InlineData("ours-both.gpg", "terminal")]
    public async Task Decrypt_WithAPrivateKey_FindsItsPassphrase(string message, string place)
    {
        using CliFixture cli = new();
        Vectors.Put(cli, message);
        File.WriteAllText(cli.PathOf("passphrase"), Vectors.KeyPassphrase);
        cli.Answer = place == "terminal" ? Vectors.KeyPassphrase : null;
        cli.Variables["BACKUPSH_KEY_PASSPHRASE"] = place == "environment" ? Vectors.KeyPassphrase : "";

        CliResult result = await cli.RunAsync(
            ["decrypt", "message.enc", "--private-key", Vectors.PathOf("secret-key.asc"), .. place == "file" ? ["--key-passphrase-file", "passphrase"] : Array.Empty<string>()]);

        result.Expect(ExitCodes.Ok);
        Assert.Equal(place == "terminal" ? "Passphrase of the private key: \n" : "", result.Error);
        Assert.Equal(Vectors.Plaintext, File.ReadAllBytes(cli.PathOf("message")));
    }

    [Fact]
    public async Task Decrypt_StandardInputToStandardOutput_IsAFilter()
    {
        using CliFixture cli = new();
        cli.Input = File.ReadAllBytes(Vectors.PathOf("gpg-passphrase.gpg"));
        cli.Variables["BACKUPSH_PASSPHRASE"] = Vectors.Passphrase;

        CliResult result = await cli.RunAsync("decrypt", "-", "--output", "-");

        Assert.Equal(("", ""), (result.Expect(ExitCodes.Ok).Out, result.Error));
        Assert.Equal(Vectors.Plaintext, cli.Bytes);
    }

    [Fact]
    public async Task Decrypt_WrongPassphrase_Returns12AndLeavesNothing()
    {
        using CliFixture cli = new();
        string archive = await TakeAwayAsync(cli);
        File.WriteAllText(cli.PathOf("passphrase"), "another passphrase");

        CliResult result = await cli.RunAsync("decrypt", archive, "--passphrase-file", "passphrase");

        Assert.StartsWith("error BSH0401: ", result.Expect(ExitCodes.CannotDecrypt).Error, StringComparison.Ordinal);
        Assert.Equal([archive], cli.Leftovers());
    }

    [Theory]
    [InlineData("ours-both.gpg", "BSH0716", "secret-key.asc", "wrong")]
    [InlineData("ours-both.gpg", "BSH0716", "secret-key.asc", null)]
    [InlineData("ours-both.gpg", "BSH0716", "public-key.asc", null)]
    [InlineData("ours-both.gpg", "BSH0716", "plaintext.txt", null)]
    [InlineData("ours-both.gpg", "BSH0716", "missing", null)]
    [InlineData("gpg-passphrase.gpg", "BSH0716", "secret-key.asc", Vectors.KeyPassphrase)]
    [InlineData("public-key.asc", "BSH0405", "secret-key.asc", Vectors.KeyPassphrase)]
    public async Task Decrypt_KeyDoesNotHelp_Returns12AndSaysWhatToGive(string message, string code, string key, string? keyPassphrase)
    {
        using CliFixture cli = new();
        Vectors.Put(cli, message);
        cli.Variables["BACKUPSH_KEY_PASSPHRASE"] = keyPassphrase ?? "";

        CliResult result = await cli.RunAsync("decrypt", "message.enc", "--private-key", Vectors.PathOf(key));

        Assert.StartsWith($"error {code}: ", result.Expect(ExitCodes.CannotDecrypt).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("'Keys'", result.Error, StringComparison.Ordinal);
        Assert.Equal(["message.enc"], cli.Leftovers());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Decrypt_NoKeyAtAll_Returns2AndSaysWhereToPutIt(string? answer)
    {
        using CliFixture cli = new() { Answer = answer };
        Vectors.Put(cli, "gpg-passphrase.gpg");

        CliResult result = await cli.RunAsync("decrypt", "message.enc");

        Assert.Contains("error BSH0715: ", result.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.Equal(["message.enc"], cli.Leftovers());
    }

    [Theory]
    [InlineData("file")]
    [InlineData("-")]
    public async Task Decrypt_DamagedAfterTheKeyHasFitted_IsDamageAndNoWrongKey(string output)
    {
        using CliFixture cli = new();
        string archive = await TakeAwayAsync(cli, megabytes: 1);
        Damage.Flip(cli.PathOf(archive));

        CliResult result = await cli.RunAsync("decrypt", archive, "--passphrase-file", "passphrase", "--output", output);

        Assert.Contains("error BSH0724: ", result.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.Equal(output == "-", result.Error.StartsWith("warning BSH0712: ", StringComparison.Ordinal));
        Assert.Equal([archive], cli.Leftovers());
    }

    [Fact]
    public async Task Decrypt_DecompressWhatIsNotCompressed_SaysSo()
    {
        using CliFixture cli = new();
        Vectors.Put(cli, "gpg-passphrase.gpg");
        cli.Variables["BACKUPSH_PASSPHRASE"] = Vectors.Passphrase;

        CliResult result = await cli.RunAsync("decrypt", "message.enc", "--decompress", "--output", "content");

        Assert.StartsWith("error BSH0717: ", result.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.Equal(["message.enc"], cli.Leftovers());
    }

    [Fact]
    public async Task Decrypt_ExistingFile_IsReplacedOnlyOnDemand()
    {
        using CliFixture cli = new();
        Vectors.Put(cli, "gpg-passphrase.gpg");
        cli.Variables["BACKUPSH_PASSPHRASE"] = Vectors.Passphrase;
        File.WriteAllText(cli.PathOf("message"), "precious");

        CliResult refused = await cli.RunAsync("decrypt", "message.enc");
        string kept = File.ReadAllText(cli.PathOf("message"));
        CliResult replaced = await cli.RunAsync("decrypt", "message.enc", "--replace");

        Assert.StartsWith("error BSH0708: ", refused.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.Equal("precious", kept);
        replaced.Expect(ExitCodes.Ok);
        Assert.Equal(Vectors.Plaintext, File.ReadAllBytes(cli.PathOf("message")));
    }

    [Theory]
    [InlineData("BSH0713", "missing.enc")]
    [InlineData("BSH0713", ".", "--output", "x")]
    [InlineData("BSH0002", "message.enc", "--passphrase-file", "missing")]
    [InlineData("BSH0002", "message.enc", "--key-passphrase-file", "missing", "--private-key", "x")]
    [InlineData("BSH0700", "message.txt")]
    [InlineData("BSH0700", "-")]
    [InlineData("BSH0700", "message.enc", "--decompress")]
    [InlineData("BSH0700", "message.enc", "--output", "-", "--json")]
    [InlineData("BSH0700", "message.enc", "--config", "backupsh.json")]
    [InlineData("BSH0700", "message.enc", "--passphrase", "secret")]
    [InlineData("BSH0700")]
    public async Task Decrypt_WrongCommandLine_Returns2(string code, params string[] arguments)
    {
        using CliFixture cli = new() { Answer = "typed" };
        Vectors.Put(cli, "gpg-passphrase.gpg");

        CliResult result = await cli.RunAsync(["decrypt", .. arguments]);

        Assert.Contains(code, result.Expect(ExitCodes.Usage).Error + result.Out, StringComparison.Ordinal);
        Assert.Equal(["message.enc"], cli.Leftovers());
    }

    [Fact]
    public async Task Decrypt_CancelledAtTheQuestion_Returns130AndLeavesNothing()
    {
        using CliFixture cli = new() { Answer = "never typed" };
        Vectors.Put(cli, "gpg-passphrase.gpg");
        using CancellationTokenSource cancellation = new();
        cli.OnStatus = _ => cancellation.Cancel();

        CliResult result = await cli.RunAsync(cancellation.Token, "decrypt", "message.enc");

        Assert.StartsWith("Passphrase of 'message.enc': \nerror BSH0706: ", result.Expect(ExitCodes.Cancelled).Error, StringComparison.Ordinal);
        Assert.Equal(["message.enc"], cli.Leftovers());
    }

    // To a machine that has neither configuration nor storage.
    private static async Task<string> TakeAwayAsync(CliFixture cli, int megabytes = 0)
    {
        File.Delete(cli.PathOf("shop.db"));
        cli.CreateDatabase("shop.db", megabytes);
        string archive = cli.ArchiveOf(await cli.BackUpAsync());
        File.Move(archive, cli.PathOf(Path.GetFileName(archive)));
        Directory.Delete(cli.Storage, recursive: true);
        File.Delete(cli.PathOf("backupsh.json"));
        return Path.GetFileName(archive);
    }
}
