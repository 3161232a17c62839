using System.Security.Cryptography;
using System.Text.RegularExpressions;
using BackupSh.TestSupport;

namespace BackupSh.ConventionTests;

/// <summary>Runs what docs/restore-without-backupsh.md tells a stranger to run.</summary>
public sealed partial class RestoreDocumentTests : IDisposable
{
    private const string Archive = "shop.2026-11-24_03-00-00.sqlite3.zst.enc";
    private const string Passphrase = "correct horse";

    private static readonly string[] Programs = ["bash", "gpg", "gpgconf", "sha256sum", "sqlite3", "zstd"];

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Commands_OfTheDocument_RestoreTheDatabase()
    {
        await MakeBackupAsync();

        Shell.Result result = await RunAsync(Commands());
        Shell.Result rows = await RunAsync("sqlite3 shop.sqlite3 'SELECT name FROM goods;'");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Equal("tea\n", rows.Output);
    }

    [Fact]
    public async Task Commands_ArchiveDamaged_StopAtTheHash()
    {
        await MakeBackupAsync();
        await RunAsync($"printf x >> {Archive}");

        Shell.Result result = await RunAsync(Commands());

        Assert.NotEqual(0, result.ExitCode);
        Assert.False(File.Exists(_directory.File("decrypted")), "The document went on after the hash did not match.");
    }

    [Theory]
    [InlineData("truncate -s 15 " + Archive)]
    [InlineData("truncate -s -1 " + Archive)]
    [InlineData("printf x >> " + Archive)]
    public async Task DecryptingCommands_ArchiveDamaged_Stop(string damage)
    {
        await MakeBackupAsync();
        await RunAsync(damage);

        Shell.Result result = await RunAsync("archive=" + Archive + "\n" + Blocks().Single(block => block.Contains("passphrase.txt", StringComparison.Ordinal)));

        Assert.NotEqual(0, result.ExitCode);
    }

    private static string[] Blocks() => [.. ShellBlock().Matches(Repository.Read("docs/restore-without-backupsh.md")).Select(match => match.Groups[1].Value)];

    private static string Commands() => string.Concat(Blocks());

    private async Task MakeBackupAsync()
    {
        foreach (string program in Programs)
        {
            RequiredTool.Find(program);
        }

        await File.WriteAllTextAsync(_directory.File("passphrase.txt"), Passphrase, TestContext.Current.CancellationToken);
        Shell.Result made = await RunAsync(
            $"""
            sqlite3 original 'CREATE TABLE goods(name TEXT); INSERT INTO goods VALUES (''tea'');'
            zstd -q --check -c original | gpg --batch --pinentry-mode loopback --passphrase-file passphrase.txt \
                --cipher-algo AES256 --rfc4880 --compress-algo none --symmetric --output {Archive}
            """.Replace("''", "\"", StringComparison.Ordinal));
        Assert.True(made.ExitCode == 0, made.Error);

        await using FileStream archive = File.OpenRead(_directory.File(Archive));
        byte[] hash = await SHA256.HashDataAsync(archive, TestContext.Current.CancellationToken);
        string info =
            $"""
            [backupsh]
            archive = {Archive}
            archive_sha256 = {Convert.ToHexStringLower(hash)}
            plaintext_bytes = {new FileInfo(_directory.File("original")).Length}

            """;
        await File.WriteAllTextAsync(_directory.File("shop.2026-11-24_03-00-00.info"), info, TestContext.Current.CancellationToken);
    }

    private Task<Shell.Result> RunAsync(string commands) =>
        Shell.RunAsync(
            "bash",
            ["-e", "-o", "pipefail", "-c", "mkdir -p -m 700 \"$GNUPGHOME\"; trap 'gpgconf --kill gpg-agent' EXIT\n" + commands],
            environment: new Dictionary<string, string> { ["GNUPGHOME"] = _directory.File("g"), ["LC_ALL"] = "C" },
            workingDirectory: _directory.Path,
            cancellationToken: TestContext.Current.CancellationToken);

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
