using System.Diagnostics;
using System.Globalization;
using BackupSh.Configuration;
using BackupSh.Storage;
using BackupSh.Storage.S3;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Benchmarks;

/// <summary>Uploads a generated stream to a radosgw of its own by BackupSh, <c>aws s3 cp -</c> and <c>rclone rcat</c>, in turn.</summary>
internal static class S3Throughput
{
    private const double Mebibyte = 1024 * 1024;
    private const long Slack = 32 * 1024 * 1024;
    private const string Bucket = "bench";

    internal static async Task RunAsync(string[] args)
    {
        long bytes = (args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1024) * (long)Mebibyte;
        int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        string home = Directory.CreateTempSubdirectory("backupsh-bench-").FullName;
        try
        {
            await using S3Server server = await S3Server.StartAsync(Path.Combine(home, "ceph"));
            SetEnvironment(server, home);
            await ToolAsync("rclone", ["mkdir", $"bench:{Bucket}"], 0);
            await CompareAsync(server, bytes, rounds);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static async Task CompareAsync(S3Server server, long bytes, int rounds)
    {
        S3StorageOptions options = new();
        await using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        IBackupStorage storage = Open(server, options, services);
        await UploadAsync(storage, "warm-up", options.PartBytes * 2L);
        Settle();
        long idle = ProcessMemory.ResidentBytes;
        double bound = (options.PartBytes * (options.PartsInFlight + 1L)) + Slack;
        Console.WriteLine($"{bytes / Mebibyte:0} MiB; parts of {options.PartBytes / Mebibyte:0} MiB, {options.PartsInFlight} in flight; memory bound {bound / Mebibyte:0} MiB");

        List<Result> ours = [], aws = [], rclone = [];
        for (int round = 1; round <= rounds; round++)
        {
            Settle();
            ours.Add(await MeasureAsync($"BackupSh    {round}", bytes, idle, () => UploadAsync(storage, $"ours-{round}", bytes)));
            aws.Add(await MeasureAsync($"aws s3 cp - {round}", bytes, null, () => ToolAsync(AwsPath, ["s3", "cp", "--endpoint-url", server.Endpoint, "-", $"s3://{Bucket}/aws-{round}"], bytes)));
            rclone.Add(await MeasureAsync($"rclone rcat {round}", bytes, null, () => ToolAsync("rclone", ["rcat", $"bench:{Bucket}/rclone-{round}"], bytes)));

            // The store has 20 GiB.
            await ToolAsync("rclone", ["delete", $"bench:{Bucket}"], 0);
        }

        Report("aws", ours, aws);
        Report("rclone", ours, rclone);
        Console.WriteLine($"peak above idle: {ours.Max(result => result.PeakBytes) / Mebibyte:0.0} MiB of {bound / Mebibyte:0} MiB");
    }

    // Debian's, if it is there: another one may stand earlier on the PATH.
    private static string AwsPath => File.Exists("/usr/bin/aws") ? "/usr/bin/aws" : "aws";

    internal static IBackupStorage Open(S3Server server, S3StorageOptions options, IServiceProvider services)
    {
        Registering builder = new();
        builder.AddS3Storage("bench", configured =>
        {
            configured.ServiceUrl = server.Endpoint;
            configured.BucketName = Bucket;
            configured.AccessKeyId = S3Server.AccessKey;
            configured.SecretAccessKey = S3Server.SecretKey;
            (options.PartBytes, options.PartsInFlight) = (configured.PartBytes, configured.PartsInFlight);
        });
        ComponentRegistration<IBackupStorage> registration = builder.Services.Select(service => service.ImplementationInstance)
            .OfType<ComponentRegistration<IBackupStorage>>().Single();
        return registration.Type.Bind(registration.Name, null, registration.Configure, new OptionsScope("bench")).Create(services);
    }

    private static async Task UploadAsync(IBackupStorage storage, string name, long bytes)
    {
        await using PatternStream content = new(bytes);
        StorageObject stored = await storage.UploadAsync(name, content, new UploadOptions { RunId = "bench" });
        if (stored.SizeBytes != bytes)
        {
            throw new InvalidOperationException($"{stored.SizeBytes} bytes were stored.");
        }
    }

    private static async Task ToolAsync(string program, string[] arguments, long bytes)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true };
        using Process process = Process.Start(start)!;
        foreach (ReadOnlyMemory<byte> block in TestPattern.Blocks(bytes))
        {
            await process.StandardInput.BaseStream.WriteAsync(block);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed with {process.ExitCode}.");
        }
    }

    private static async Task<Result> MeasureAsync(string name, long bytes, long? idle, Func<Task> work)
    {
        ProcessMemory.ResetPeak();
        TimeSpan before = idle is null ? ChildrenTime.Total : Environment.CpuUsage.TotalTime;
        Stopwatch watch = Stopwatch.StartNew();
        await work();
        double seconds = watch.Elapsed.TotalSeconds;
        TimeSpan processor = (idle is null ? ChildrenTime.Total : Environment.CpuUsage.TotalTime) - before;
        Result result = new(bytes / Mebibyte / seconds, processor.TotalSeconds, idle is null ? 0 : ProcessMemory.PeakBytes - idle.Value);
        string memory = idle is null ? "" : $", peak {result.PeakBytes / Mebibyte:0.0} MiB above idle";
        Console.WriteLine($"{name}: {seconds,6:0.0} s, {result.Rate,5:0} MiB/s, processor {result.Processor,5:0.0} s{memory}");
        return result;
    }

    private static void Report(string tool, List<Result> ours, List<Result> theirs) => Console.WriteLine(
        $"median MiB/s: BackupSh {Median(ours, result => result.Rate):0}, {tool} {Median(theirs, result => result.Rate):0}: "
        + $"{Median(ours, result => result.Rate) / Median(theirs, result => result.Rate):0.00} times; processor "
        + $"{Median(ours, result => result.Processor):0.0} s, {Median(theirs, result => result.Processor):0.0} s");

    // What an earlier upload has left is not what this one needs.
    private static void Settle() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private static double Median(List<Result> results, Func<Result, double> value) => results.Select(value).Order().ElementAt(results.Count / 2);

    private static void SetEnvironment(S3Server server, string home)
    {
        (string Name, string Value)[] variables =
        [
            ("AWS_ACCESS_KEY_ID", S3Server.AccessKey), ("AWS_SECRET_ACCESS_KEY", S3Server.SecretKey), ("AWS_DEFAULT_REGION", "us-east-1"),
            ("AWS_CONFIG_FILE", Path.Combine(home, "none")), ("AWS_CA_BUNDLE", ""),
            ("RCLONE_CONFIG", Path.Combine(home, "none")), ("RCLONE_CONFIG_BENCH_TYPE", "s3"), ("RCLONE_CONFIG_BENCH_PROVIDER", "Ceph"),
            ("RCLONE_CONFIG_BENCH_ENV_AUTH", "true"), ("RCLONE_CONFIG_BENCH_ENDPOINT", server.Endpoint),
        ];
        foreach ((string name, string value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    private sealed record Result(double Rate, double Processor, long PeakBytes);

    private sealed class Registering : IBackupShBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();
    }
}
