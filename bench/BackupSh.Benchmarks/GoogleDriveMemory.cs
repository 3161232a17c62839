using System.Diagnostics;
using BackupSh.Configuration;
using BackupSh.Storage;
using BackupSh.Testing.GoogleDrive;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Benchmarks;

/// <summary>Uploads 1 GiB of unknown length to a Drive server in this process, reads it back, and says how far memory rose above idle.</summary>
internal static class GoogleDriveMemory
{
    private const long UploadBytes = 1024L * 1024 * 1024;
    private const long WarmUpBytes = 64L * 1024 * 1024;
    private const double Mebibyte = 1024 * 1024;

    internal static async Task RunAsync()
    {
        await using GoogleDriveServer server = await GoogleDriveServer.StartAsync();
        ServiceCollection registrations = new();
        registrations.AddBackupSh().AddGoogleDriveStorage("drive", options =>
        {
            options.FolderId = server.AddFolder("bench");
            options.ClientId = GoogleDriveServer.ClientId;
            options.ClientSecret = server.ClientSecret;
            options.RefreshToken = server.RefreshToken;
            options.ApiAddress = server.Address.AbsoluteUri;
            options.TokenAddress = new Uri(server.Address, "token").AbsoluteUri;
        });
        await using ServiceProvider services = registrations.BuildServiceProvider();
        ComponentRegistration<IBackupStorage> drive = services.GetRequiredService<ComponentRegistration<IBackupStorage>>();
        IBackupStorage storage = drive.Type.Bind(drive.Name, section: null, drive.Configure, new OptionsScope(drive.Name)).Create(services);

        // A round of several parts first: code is compiled, connections and buffers are there. What is left then is the idle process.
        await UploadAsync(storage, "warm-up", WarmUpBytes);
        await ReadAsync(storage, "warm-up");
        long idle = Settle();
        Console.WriteLine($"idle process: {idle / Mebibyte:0.0} MiB resident; parts of 16 MiB, one in flight");
        await MeasureAsync("upload", idle, () => UploadAsync(storage, "large", UploadBytes));
        Settle();
        await MeasureAsync("read", idle, () => ReadAsync(storage, "large"));
    }

    private static Task<StorageObject> UploadAsync(IBackupStorage storage, string name, long bytes) =>
        storage.UploadAsync(name, new PatternStream(bytes), new UploadOptions { RunId = "bench" });

    private static async Task ReadAsync(IBackupStorage storage, string name)
    {
        await using Stream content = await storage.OpenReadAsync(name, ReadRange.All);
        await content.CopyToAsync(Stream.Null);
    }

    private static long Settle()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return ProcessMemory.ResidentBytes;
    }

    private static async Task MeasureAsync(string name, long idle, Func<Task> work)
    {
        ProcessMemory.ResetPeak();
        Stopwatch watch = Stopwatch.StartNew();
        await work();
        Console.WriteLine(
            $"{name}: peak {(ProcessMemory.PeakBytes - idle) / Mebibyte:0.0} MiB above idle, {watch.Elapsed.TotalSeconds:0.0} s, {UploadBytes / Mebibyte / watch.Elapsed.TotalSeconds:0} MiB/s");
    }
}
