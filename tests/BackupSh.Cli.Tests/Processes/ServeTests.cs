using System.Runtime.InteropServices;
using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Processes;

/// <summary>The scheduler in a process of its own.</summary>
[Collection(nameof(AloneCollection))]
public sealed class ServeTests
{
    private const int Megabytes = 64;

    [Theory]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGINT)]
    public async Task Serve_Signal_HasMadeBackupsAndEndsWith0(PosixSignal signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals between processes.");
        using CliFixture cli = new();
        Configure(cli);
        StorageWatch storage = new(cli.Storage);

        using CliProcess process = CliProcess.Start(cli, "serve");
        bool served = process.WatchUntil(() => storage.Count(".info") >= 2);
        process.Signal(signal);
        CliResult result = await process.WaitAsync();

        Assert.True(served);
        Assert.EndsWith("info: The scheduler has stopped\n", result.Expect(ExitCodes.Ok).Error, StringComparison.Ordinal);
        Assert.Equal("", result.Out);
        Assert.Contains("info: The scheduler runs 1 jobs\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_SignalInARun_CancelsItCleansUpAndEndsWith0()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals between processes.");
        using CliFixture cli = new();
        Configure(cli, Megabytes);
        StorageWatch storage = new(cli.Storage);

        using CliProcess process = CliProcess.Start(cli, "serve");
        bool running = process.WatchUntil(() => storage.TemporaryBytes > 0);
        process.Signal(PosixSignal.SIGTERM);
        CliResult result = await process.WaitAsync();

        Assert.True(running);
        result.Expect(ExitCodes.Ok);
        Assert.Empty(storage.Temporaries);
        Assert.Equal(0, storage.Count(".claim"));
    }

    [Fact]
    public async Task Serve_KilledInARun_TheNextOneGoesOn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "SIGKILL is not of Windows.");
        using CliFixture cli = new();
        Configure(cli, Megabytes);
        StorageWatch storage = new(cli.Storage);
        using (CliProcess killed = CliProcess.Start(cli, "serve"))
        {
            Assert.True(killed.WatchUntil(() => storage.TemporaryBytes > 0));
            killed.Kill();
            await killed.WaitAsync();
        }

        int before = storage.Count(".info");
        using CliProcess process = CliProcess.Start(cli, "serve");
        bool served = process.WatchUntil(() => storage.Count(".info") > before);
        process.Signal(PosixSignal.SIGTERM);
        CliResult result = await process.WaitAsync();

        Assert.True(served);
        Assert.Contains("BSH1143", result.Expect(ExitCodes.Ok).Error, StringComparison.Ordinal);
    }

    private static void Configure(CliFixture cli, int megabytes = 0)
    {
        File.Delete(cli.PathOf("shop.db"));
        cli.CreateDatabase("shop.db", megabytes);
        cli.WriteConfiguration(job: """ "Schedule": "* * * * * *", """);
        string text = File.ReadAllText(cli.PathOf("backupsh.json"));
        File.WriteAllText(cli.PathOf("backupsh.json"), text.Replace(
            "\"Jobs\":", "\"Scheduler\": { \"LeaseDuration\": \"00:00:05\", \"RetryDelay\": \"00:00:00\" }, \"Jobs\":", StringComparison.Ordinal));
    }
}
