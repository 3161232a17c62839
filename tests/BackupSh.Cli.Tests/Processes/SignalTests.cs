using System.Runtime.InteropServices;
using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Processes;

[Collection(nameof(AloneCollection))]
public sealed class SignalTests
{
    private const int Megabytes = 64;

    // Much less than the tool gives its clean-up, much more than it needs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // More than a claim has, so that it is the archive.
    private const int ArchiveBytes = 1024 * 1024;

    [Theory]
    [InlineData(PosixSignal.SIGINT, 1)]
    [InlineData(PosixSignal.SIGINT, ArchiveBytes)]
    [InlineData(PosixSignal.SIGTERM, ArchiveBytes)]
    public async Task Run_SignalWhileUploading_Returns130AndLeavesNothing(PosixSignal signal, int uploadedBytes)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals between processes.");
        using CliFixture cli = new();
        File.Delete(cli.PathOf("shop.db"));
        cli.CreateDatabase("shop.db", Megabytes);
        StorageWatch storage = new(cli.Storage);

        using CliProcess process = CliProcess.Start(cli, "run", "nightly");
        bool uploading = process.WatchUntil(() => storage.TemporaryBytes >= uploadedBytes);
        process.Signal(signal);
        CliResult result = await process.WaitAsync();

        Assert.True(uploading);
        Assert.Equal("error BSH0706: Cancelled.\n  next: Backups that were there before still are. Run the command again when it suits.\n", result.Expect(ExitCodes.Cancelled).Error);
        Assert.Equal("", result.Out);
        Assert.Empty(cli.FilesIn("nas"));
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT, "download")]
    [InlineData(PosixSignal.SIGTERM, "download", "--decrypt")]
    [InlineData(PosixSignal.SIGINT, "decrypt", "--passphrase-file", "passphrase")]
    public async Task Write_SignalWhileWritingAFile_Returns130AndLeavesNothing(PosixSignal signal, string command, params string[] options)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals between processes.");
        using CliFixture cli = new();
        string backup = await BackUpMuchAsync(cli);

        using CliProcess process = CliProcess.Start(
            cli, [command, command == "decrypt" ? cli.ArchiveOf(backup) : backup, "--output", cli.PathOf("copy"), .. options]);
        bool writing = process.WatchUntil(() => Directory.EnumerateFiles(cli.Folder, "*.part").Any(file => new FileInfo(file).Length > ArchiveBytes));
        process.Signal(signal);
        CliResult result = await process.WaitAsync();

        Assert.True(writing);
        Assert.StartsWith("error BSH0706: ", result.Expect(ExitCodes.Cancelled).Error, StringComparison.Ordinal);
        Assert.Empty(cli.Leftovers());
    }

    [Fact]
    public async Task Download_SignalWhileAFullPipeHoldsItUp_Returns130AtOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals between processes.");
        using CliFixture cli = new();
        string backup = await BackUpMuchAsync(cli);

        using CliProcess process = CliProcess.StartUnread(cli, "download", backup, "--output", "-");
        int first = process.Output.ReadByte();
        process.Signal(PosixSignal.SIGINT);
        bool ended = process.EndsWithin(Patience);
        CliResult result = await process.WaitAsync();

        Assert.True(first >= 0 && ended);
        Assert.Matches("^warning BSH0712: .*\n.*\nerror BSH0706: ", result.Expect(ExitCodes.Cancelled).Error);
    }

    [Fact]
    public async Task Download_ReaderOfThePipeStops_Returns141WithoutAWord()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other pipes.");
        using CliFixture cli = new();
        string backup = await BackUpMuchAsync(cli);

        using CliProcess process = CliProcess.StartUnread(cli, "download", backup, "--output", "-");
        int first = process.Output.ReadByte();
        await process.Output.DisposeAsync();
        CliResult result = await process.WaitAsync();

        Assert.True(first >= 0);
        Assert.Equal("", result.Expect(ExitCodes.OutputClosed).Error);
    }

    private static Task<string> BackUpMuchAsync(CliFixture cli)
    {
        File.Delete(cli.PathOf("shop.db"));
        cli.CreateDatabase("shop.db", Megabytes);
        return cli.BackUpAsync();
    }
}
