using System.Diagnostics;
using System.Globalization;
using BackupSh.Sources;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Testing.Dropbox;
using BackupSh.Storage.Dropbox;
using System.IO.Pipelines;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Benchmarks;

/// <summary>Uploads 1 GiB of unknown length to a Dropbox server, and says how far memory rose above the idle process.</summary>
/// <remarks>The upload runs in a child process, so that the server's memory does not count.</remarks>
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

    internal static async Task UploadAsync(string[] arguments)
    {
        int part = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        int inFlight = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        DropboxStorageOptions options = new()
        {
            AppKey = "test-app-key",
            AppSecret = Secret.FromValue("test-app-secret"),
            RefreshToken = Secret.FromValue("test-refresh-token"),
            Folder = "bench",
            PartBytes = part << 20,
            PartsInFlight = inFlight,
            ServiceUrl = arguments[0],
        };
        using HttpClient http = new(new SocketsHttpHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        using DropboxStorage storage = new("bench", options, () => http, TimeProvider.System, NullLogger.Instance);

        // A small round first: code is compiled, libraries are loaded. What is left then is the idle process.
        await SendAsync(storage, "small", 1 << 20);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long idle = ProcessMemory.ResidentBytes;
        ProcessMemory.ResetPeak();
        Stopwatch watch = Stopwatch.StartNew();
        await SendAsync(storage, "large", LargeBytes);
        double peak = (ProcessMemory.PeakBytes - idle) / Mebibyte;
        int target = (part * (inFlight + 1)) + 32;
        Console.WriteLine(
            $"{part,3} MiB x {inFlight}: peak {peak:0.0} MiB above idle ({idle / Mebibyte:0.0} MiB), target {target} MiB; {LargeBytes / Mebibyte / watch.Elapsed.TotalSeconds:0} MiB/s");
    }

    private static async Task SendAsync(DropboxStorage storage, string name, long bytes)
    {
        Pipe pipe = new();
        Task writing = Task.Run(async () =>
        {
            await new FakeSource { SizeBytes = bytes }.WriteToAsync(pipe.Writer.AsStream(leaveOpen: true), new SourceRequest { RunId = "bench" });
            await pipe.Writer.CompleteAsync();
        });
        await storage.UploadAsync(name, pipe.Reader.AsStream(), new UploadOptions { RunId = "bench" });
        await writing;
    }
}
