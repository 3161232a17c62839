using System.Runtime.InteropServices;
using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Processes;

[Collection(nameof(AloneCollection))]
public sealed class SignalTests
{
    private const int Megabytes = 64;

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
}
