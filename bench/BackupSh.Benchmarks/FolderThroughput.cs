using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using BackupSh.Backups;
using BackupSh.Options;
using BackupSh.Restore;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Benchmarks;

/// <summary>Backs up and restores a folder by BackupSh and by <c>tar | zstd</c>, one after the other, and says how they compare.</summary>
internal static class FolderThroughput
{
    private const double Mebibyte = 1024 * 1024;
    private const int FilesInAFolder = 200;
    private const int UsualRounds = 3;

    internal static async Task RunAsync(string[] args)
    {
        int files = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20_000;
        int size = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 40_000;
        string home = Directory.CreateTempSubdirectory("backupsh-bench-").FullName;
        try
        {
            string folder = Path.Combine(home, "tree");
            Console.WriteLine($"making {files} files of up to {size} bytes, half of them random …");
            long bytes = Create(folder, files, size);
            Console.WriteLine($"{bytes / Mebibyte:0} MiB of content");
            await using ServiceProvider services = Host(home, folder);
            await CompareAsync(services, home, bytes, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : UsualRounds);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task CompareAsync(ServiceProvider services, string home, long bytes, int rounds)
    {
        // A small round first: code is compiled, libraries are loaded. What is left then is the idle process.
        await BackUpAsync(services, "small");
        await RestoreAsync(services, "small", Path.Combine(home, "small-restored"));
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long idle = ProcessMemory.ResidentBytes;

        for (int round = 1; round <= rounds; round++)
        {
            string archive = Path.Combine(home, $"stock-{round}.tar.zst");
            await MeasureAsync($"tar > file         {round}", bytes, idle: null, () => ShellAsync($"tar -cf - -C '{home}/tree' . > '{home}/stock.tar' && sync '{home}/stock.tar'"));
            await MeasureAsync($"BackupSh, no zstd  {round}", bytes, idle, () => BackUpAsync(services, "plain"));
            await MeasureAsync($"tar | zstd > file  {round}", bytes, idle: null, () => ShellAsync($"tar -cf - -C '{home}/tree' . | zstd -q -3 -T1 > '{archive}' && sync '{archive}'"));
            await MeasureAsync($"BackupSh back up   {round}", bytes, idle, () => BackUpAsync(services, "tree"));
            string stock = Path.Combine(home, $"stock-{round}");
            await MeasureAsync($"zstd -d | tar -x   {round}", bytes, idle: null, () => ShellAsync($"mkdir '{stock}' && zstd -q -dc '{archive}' | tar -xpf - -C '{stock}' && sync -f '{stock}'"));
            await MeasureAsync($"BackupSh restore   {round}", bytes, idle, () => RestoreAsync(services, "tree", Path.Combine(home, $"restored-{round}")));
        }
    }

    private static ServiceProvider Host(string home, string folder)
    {
        ServiceCollection services = new();
        string small = Path.Combine(home, "small");
        Create(small, 100, 1000);
        IBackupShBuilder builder = services.AddBackupSh().AddFileSystemStorage("disk", storage =>
        {
            storage.Directory = Path.Combine(home, "backups");
            storage.ReadBack = false; // which tar and zstd do not do either
        });
        foreach (string directory in new[] { small, folder })
        {
            string name = Path.GetFileName(directory);
            builder.AddFolderSource(name, source => source.Directory = directory).AddJob(name, job =>
            {
                job.Source = name;
                job.Storages = ["disk"];
                job.Compression.Level = 3;
            });
        }

        builder.AddJob("plain", job =>
        {
            job.Source = "tree";
            job.Storages = ["disk"];
            job.Compression.Algorithm = CompressionAlgorithm.None;
        });
        return services.BuildServiceProvider();
    }

    private static async Task BackUpAsync(IServiceProvider services, string job) =>
        (await services.GetRequiredService<BackupRunner>().RunAsync(job)).EnsureSucceeded();

    private static async Task RestoreAsync(IServiceProvider services, string source, string target) =>
        await services.GetRequiredService<BackupRestorer>().RestoreAsync($"latest:{source}", new RestoreOptions { Target = target });

    private static async Task ShellAsync(string script)
    {
        using Process shell = Process.Start("bash", ["-euo", "pipefail", "-c", script]);
        await shell.WaitForExitAsync();
        if (shell.ExitCode != 0)
        {
            throw new InvalidOperationException($"The shell failed with {shell.ExitCode}: {script}");
        }
    }

    private static async Task MeasureAsync(string name, long bytes, long? idle, Func<Task> work)
    {
        ProcessMemory.ResetPeak();
        TimeSpan before = idle is null ? ChildrenTime.Total : Environment.CpuUsage.TotalTime;
        Stopwatch watch = Stopwatch.StartNew();
        await work();
        TimeSpan processor = (idle is null ? ChildrenTime.Total : Environment.CpuUsage.TotalTime) - before;
        string memory = idle is null ? "" : $"; peak {(ProcessMemory.PeakBytes - idle) / Mebibyte:0.0} MiB above idle";
        Console.WriteLine(
            $"{name}: {watch.Elapsed.TotalSeconds,6:0.0} s, {bytes / Mebibyte / watch.Elapsed.TotalSeconds,5:0} MiB/s, processor {processor.TotalSeconds,5:0.0} s{memory}");
    }

    private static long Create(string folder, int files, int size)
    {
        long bytes = 0;
        byte[] content = new byte[size];
        for (int i = 0; i < files; i++)
        {
            string below = Path.Combine(folder, (i / FilesInAFolder).ToString("D5", CultureInfo.InvariantCulture));
            if (i % FilesInAFolder == 0)
            {
                Directory.CreateDirectory(below);
            }

            int length = (int)((long)size * (i % 97) / 96);
            RandomNumberGenerator.Fill(content.AsSpan(0, length / 2)); // the rest is what an earlier file has left, which compresses well
            using FileStream file = File.Create(Path.Combine(below, $"file-{i}"), bufferSize: 1);
            file.Write(content.AsSpan(0, length));
            bytes += length;
        }

        return bytes;
    }
}
