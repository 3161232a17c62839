using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using BackupSh.Backups;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Benchmarks;

/// <summary>How fast and large the zip of an Awkhad database is, against Python's <c>zipfile</c> and one deflate stream.</summary>
/// <remarks><c>awkhad-zip DATABASE [ROUNDS]</c>, with PGHOST, PGPORT and PGUSER as for <c>postgresql</c>. Both zip the same finished
/// <c>dump.sql</c> and the same filestore, at the same level, to nowhere: a stand-in for <c>pg_dump</c> writes the file into its pipe.</remarks>
internal static class AwkhadZipThroughput
{
    private const double Mebibyte = 1024 * 1024;
    private const int Level = 6;
    private const int Files = 400;
    private const int FileBytes = 128 * 1024;

    // What Awkhad's database manager does, without the temporary folder: every file by its name, deflated.
    private const string PythonZip = """
        import os, sys, zipfile
        class Nowhere:
            size = 0
            def write(self, data): self.size += len(data); return len(data)
            def flush(self): pass
        nowhere = Nowhere()
        with zipfile.ZipFile(nowhere, 'w', zipfile.ZIP_DEFLATED, compresslevel=int(sys.argv[2]), allowZip64=True) as z:
            z.write(sys.argv[1] + '/dump.sql', 'dump.sql')
            for folder, _, names in os.walk(sys.argv[1] + '/filestore'):
                for name in names:
                    path = os.path.join(folder, name)
                    z.write(path, os.path.relpath(path, sys.argv[1]))
        print('Python: %d bytes' % nowhere.size)
        """;

    internal static async Task RunAsync(string[] args)
    {
        string database = args[0];
        int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        string home = Directory.CreateTempSubdirectory("backupsh-bench-").FullName;
        try
        {
            await PrepareAsync(home, database);
            NullStorage nowhere = new(FileBytes);
            await using ServiceProvider services = Host(home, database, nowhere);
            List<Effort> python = [];
            List<Effort> ours = [];
            for (int round = 0; round <= rounds; round++)
            {
                python.Add(await Effort.OfAsync(() => RunAsync("python3", "-c", PythonZip, home, $"{Level}")));
                ours.Add(await Effort.OfAsync(async () => (await services.GetRequiredService<BackupRunner>().RunAsync("zip")).EnsureSucceeded()));
                Console.Error.WriteLine($"  {round} Python {python[^1]}; BackupSh {ours[^1]}");
            }

            long single = await SingleStreamsAsync(home);
            Report(home, [.. python.Skip(1)], [.. ours.Skip(1)]);
            Console.WriteLine($"{nowhere.LastBytes} bytes, of deflate streams alone {single} ({100.0 * (nowhere.LastBytes - single) / single:+0.00;-0.00} %)");
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private static void Report(string home, List<Effort> python, List<Effort> ours)
    {
        double faster = Effort.MedianOf([.. python.Zip(ours, (one, other) => new Effort(one.Elapsed / other.Elapsed, 0, 0))]).Elapsed;
        double cheaper = Effort.MedianOf([.. python.Zip(ours, (one, other) => new Effort(one.Foreign / (other.Own + other.Foreign), 0, 0))]).Elapsed;
        Console.WriteLine($"{new FileInfo(Path.Combine(home, "dump.sql")).Length / Mebibyte:0} MiB of SQL, {Files} files of {FileBytes / 1024} KiB; medians of {python.Count} rounds");
        Console.WriteLine($"Python's zipfile {Effort.MedianOf(python)}");
        Console.WriteLine($"BackupSh         {Effort.MedianOf(ours)}: {faster:0.0} times as fast; {cheaper:0.0} times as much for a second of processor time");
    }

    private static async Task PrepareAsync(string home, string database)
    {
        await RunAsync("bash", "-euc", $"pg_dump --no-owner -d {database} > {home}/dump.sql; real=$(dirname \"$(readlink -f \"$(command -v pg_dump)\")\"); mkdir {home}/tools; ln -s \"$real\"/* {home}/tools/");
        string standIn = Path.Combine(home, "tools", "pg_dump");
        string real = new FileInfo(standIn).LinkTarget!;
        File.Delete(standIn);
        await File.WriteAllTextAsync(standIn, $"#!/bin/sh\nif [ \"$1\" = --version ]; then exec {real} --version; fi\nexec cat {home}/dump.sql\n");
        await RunAsync("chmod", "755", standIn);
        int number = 0;
        foreach (ReadOnlyMemory<byte> block in TestPattern.Blocks((long)Files * FileBytes / 2).SelectMany(Halves))
        {
            // Half of a file cannot be compressed, as in pictures; the other half is zeros.
            string folder = Directory.CreateDirectory(Path.Combine(home, "filestore", (number % 100).ToString("00", CultureInfo.InvariantCulture))).FullName;
            await File.WriteAllBytesAsync(Path.Combine(folder, $"file{number++:0000}"), [.. block.Span, .. new byte[FileBytes / 2]]);
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Halves(ReadOnlyMemory<byte> block)
    {
        for (; block.Length >= FileBytes / 2; block = block[(FileBytes / 2)..])
        {
            yield return block[..(FileBytes / 2)];
        }
    }

    private static ServiceProvider Host(string home, string database, NullStorage nowhere)
    {
        ServiceCollection services = new();
        services.AddBackupSh()
            .AddStorage("nowhere", _ => nowhere)
            .AddAwkhadDatabaseSource("erp", source =>
            {
                source.ConnectionString = $"Host={Environment.GetEnvironmentVariable("PGHOST")};Port={Environment.GetEnvironmentVariable("PGPORT")};Database={database}";
                (source.FilestoreDirectory, source.ToolDirectory, source.CompressionLevel) = (Path.Combine(home, "filestore"), Path.Combine(home, "tools"), Level);
            })
            .AddJob("zip", job => (job.Source, job.Storages) = ("erp", ["nowhere"]));
        return services.BuildServiceProvider();
    }

    private static async Task<long> SingleStreamsAsync(string home)
    {
        long total = 0;
        foreach (string path in Directory.EnumerateFiles(Path.Combine(home, "filestore"), "*", SearchOption.AllDirectories).Prepend(Path.Combine(home, "dump.sql")))
        {
            using MemoryStream output = new();
            await using FileStream file = File.OpenRead(path);
            await using (DeflateStream deflate = new(output, new ZLibCompressionOptions { CompressionLevel = Level }, leaveOpen: true))
            {
                await file.CopyToAsync(deflate);
            }

            total += output.Length;
        }

        return total;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed with {process.ExitCode}.");
        }
    }
}
