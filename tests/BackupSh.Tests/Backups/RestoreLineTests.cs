using BackupSh.Catalog;
using BackupSh.Options;
using BackupSh.Storage;
using BackupSh.TestSupport;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Backups;

/// <summary>The line of the info file restores with stock tools, as it stands.</summary>
public sealed class RestoreLineTests
{
    private const string Passphrase = "correct horse battery staple";

    [Theory]
    [InlineData(true, CompressionAlgorithm.Zstd)]
    [InlineData(false, CompressionAlgorithm.Zstd)]
    [InlineData(true, CompressionAlgorithm.None)]
    [InlineData(false, CompressionAlgorithm.None)]
    public async Task Restore_Executed_MakesTheDatabaseAgain(bool encrypted, CompressionAlgorithm compression)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The line is for a POSIX shell.");
            return;
        }

        using TempDirectory directory = new();
        string database = directory.File("shop.db");
        await SqliteFile.CreateAsync(database, rows: 2000);
        string nas = Directory.CreateDirectory(directory.File("nas")).FullName;
        await using EngineFixture engine = new()
        {
            Configure = builder => builder.AddSqliteSource("db", options => options.ConnectionString = "Data Source=" + database),
            Job = job =>
            {
                job.Source = "db";
                job.Compression.Algorithm = compression;
                job.Encryption.Passphrase = encrypted ? (Secret)Passphrase : null;
            },
        };
        engine.With("nas", new FileSystemStorage("nas", new FileSystemStorageOptions { Directory = nas }));
        (await engine.RunAsync()).EnsureSucceeded();
        string line = BackupInfoFile.Read(await File.ReadAllBytesAsync(Directory.GetFiles(nas, "*.info").Single(), TestContext.Current.CancellationToken)).Details!.Restore!;

        await ExecuteAsync(line, nas, directory);

        string restored = Directory.GetFiles(nas, "*.sqlite3").Single(path => !path.Contains("2026-11-24", StringComparison.Ordinal));
        Assert.Equal("ok", await SqliteFile.QueryAsync(restored, "PRAGMA integrity_check"));
        const string contents = "SELECT count(*), sum(a), group_concat(b) FROM t";
        Assert.Equal(await SqliteFile.QueryAsync(database, contents), await SqliteFile.QueryAsync(restored, contents));
    }

    // A gpg of our own stands before the real one on the path and gives it the passphrase: nobody is there to be asked.
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static async Task ExecuteAsync(string line, string nas, TempDirectory directory)
    {
        string gpg = RequiredTool.Find("gpg");
        _ = RequiredTool.Find("zstd");
        string bin = Directory.CreateDirectory(directory.File("bin")).FullName;
        string home = Directory.CreateDirectory(directory.File("gnupg"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        await File.WriteAllTextAsync(directory.File("passphrase"), Passphrase + "\n", TestContext.Current.CancellationToken);
        string wrapper = Path.Combine(bin, "gpg");
        await File.WriteAllTextAsync(
            wrapper, $"#!/bin/sh\nexec {gpg} --batch --quiet --pinentry-mode loopback --passphrase-file {directory.File("passphrase")} \"$@\"\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Dictionary<string, string> environment = new() { ["PATH"] = bin + ":" + Environment.GetEnvironmentVariable("PATH"), ["GNUPGHOME"] = home };

        Shell.Result result = await Shell.RunAsync("/bin/sh", ["-euc", line], environment: environment, workingDirectory: nas);
        await Shell.RunAsync("gpgconf", ["--kill", "all"], environment: environment);

        Assert.True(result.ExitCode == 0, $"{line}: {result.Error}");
    }
}
