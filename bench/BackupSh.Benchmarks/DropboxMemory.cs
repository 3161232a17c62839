using System.Diagnostics;
using System.Globalization;
using BackupSh.Backups;
using BackupSh.Options;
using BackupSh.Sources;
using BackupSh.Testing;
using BackupSh.Testing.Dropbox;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Benchmarks;

/// <summary>Backs 1 GiB of unknown length up to a Dropbox server, and says how far memory rose above the idle process.</summary>
/// <remarks>The backup runs in a child process, so that the server's memory does not count.</remarks>
internal static class DropboxMemory
{
    internal const string ChildMode = "dropbox-upload";

    private const long LargeBytes = 1L << 30;
    private const double Mebibyte = 1024 * 1024;

    internal static async Task RunAsync()
    {
        await using DropboxServer server = await DropboxServer.StartAsync();
        foreach ((int part, int inFlight) in new[] { (16, 4), (48, 4), (8, 1) })
        {
            ProcessStartInfo start = new(Environment.ProcessPath!);
            string[] arguments = [ChildMode, server.Address.ToString(), part.ToString(CultureInfo.InvariantCulture), inFlight.ToString(CultureInfo.InvariantCulture)];
            foreach (string argument in arguments)
            {
                start.ArgumentList.Add(argument);
            }

            using Process child = Process.Start(start)!;
            await child.WaitForExitAsync();
            server.Remove("/bench");
        }
    }

    internal static async Task BackUpAsync(string[] arguments)
    {
        int part = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        int inFlight = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        await using ServiceProvider services = Host(arguments[0], part << 20, inFlight);

        // A small round first: code is compiled, libraries are loaded. What is left then is the idle process.
        await RunAsync(services, "small");
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long idle = ProcessMemory.ResidentBytes;
        ProcessMemory.ResetPeak();
        Stopwatch watch = Stopwatch.StartNew();
        await RunAsync(services, "large");
        double peak = (ProcessMemory.PeakBytes - idle) / Mebibyte;
        int target = (part * (inFlight + 1)) + 32;
        Console.WriteLine(
            $"{part,3} MiB x {inFlight}: peak {peak:0.0} MiB above idle ({idle / Mebibyte:0.0} MiB), target {target} MiB; {LargeBytes / Mebibyte / watch.Elapsed.TotalSeconds:0} MiB/s");
    }

    private static ServiceProvider Host(string address, int partBytes, int partsInFlight)
    {
        ServiceCollection services = new();
        IBackupShBuilder builder = services.AddBackupSh().AddDropboxStorage("dropbox", storage =>
        {
            storage.AppKey = "test-app-key";
            storage.AppSecret = Secret.FromValue("test-app-secret");
            storage.RefreshToken = Secret.FromValue("test-refresh-token");
            storage.Folder = "bench";
            storage.PartBytes = partBytes;
            storage.PartsInFlight = partsInFlight;
            storage.ServiceUrl = address;
        });
        foreach ((string name, long bytes) in new[] { ("small", 1L << 20), ("large", LargeBytes) })
        {
            builder.AddSource(name, _ => new FakeSource { SizeBytes = bytes, Description = new SourceDescription("fake", name, "bin") { RestoreCommand = "> bin" } });
            builder.AddJob(name, job =>
            {
                job.Source = name;
                job.Storages = ["dropbox"];
                job.Compression.Algorithm = CompressionAlgorithm.None;
            });
        }

        return services.BuildServiceProvider();
    }

    private static async Task RunAsync(IServiceProvider services, string job) =>
        (await services.GetRequiredService<BackupRunner>().RunAsync(job)).EnsureSucceeded();
}
