using System.Buffers;
using System.IO.Compression;
using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Zip;
using BackupSh.TestSupport;

namespace BackupSh.Sources.PostgreSql.Tests.Zip;

/// <summary>A zip whose sizes and offsets need 64 bits. It takes minutes and 4 GiB of disk: <c>bench/postgresql.sh zip64</c>.</summary>
public sealed class LargeZipTests : IDisposable
{
    private const long FourGibibytes = 1L << 32;
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact(Explicit = true)]
    public async Task Zip_EntriesAndOffsetsBeyondFourGibibytes_AreReadByAll()
    {
        string archive = _directory.File("large.zip");
        (string Name, long Size, bool IsNoise)[] entries =
            [("dump.sql", FourGibibytes + 5, false), ("filestore/noise", FourGibibytes + 7, true), ("filestore/beyond", 3, false), ("filestore/zeros-beyond", FourGibibytes, false)];
        await using (FileStream file = File.Create(archive))
        {
            await using ParallelZipWriter zip = new(file, 1, SourceMaking.Token);
            foreach ((string name, long size, bool isNoise) in entries)
            {
                await using RepeatingStream content = new(size, isNoise);
                await zip.AddAsync(name, SourceMaking.Time, content);
            }

            await zip.CompleteAsync();
        }

        string expected = string.Join('\n', entries.Select(entry => $"{entry.Name} {entry.Size}"));
        Assert.True(new FileInfo(archive).Length > FourGibibytes);
        await AssertReadByPythonAsync(archive, expected);
        Shell.Result unzip = await Shell.RunAsync(RequiredTool.Find("unzip"), ["-tq", archive], cancellationToken: SourceMaking.Token);
        Assert.True(unzip.ExitCode == 0, unzip.Output + unzip.Error);
        Assert.Equal(expected, await ReadByDotNetAsync(archive, entries.Select(entry => entry.IsNoise)));
        Assert.Equal(expected, await ReadByUsAsync(archive, entries.Select(entry => entry.IsNoise)));
    }

    private static async Task AssertReadByPythonAsync(string archive, string expected)
    {
        const string Script = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None\nfor e in z.infolist(): print(e.filename, e.file_size)";

        Shell.Result result = await Shell.RunAsync(RequiredTool.Find("python3"), ["-c", Script, archive], cancellationToken: SourceMaking.Token);

        Assert.Equal((expected, ""), (result.Output.Trim(), result.Error));
    }

    private static async Task<string> ReadByDotNetAsync(string archive, IEnumerable<bool> noise)
    {
        List<string> read = [];
        using ZipArchive zip = await ZipFile.OpenReadAsync(archive, SourceMaking.Token);
        foreach ((ZipArchiveEntry entry, bool isNoise) in zip.Entries.Zip(noise))
        {
            await using Stream content = await entry.OpenAsync(SourceMaking.Token);
            read.Add($"{entry.FullName} {await LengthAsync(content, isNoise)}");
        }

        return string.Join('\n', read);
    }

    private static async Task<string> ReadByUsAsync(string archive, IEnumerable<bool> noise)
    {
        List<string> read = [];
        await using FileStream file = File.OpenRead(archive);
        using ForwardZipReader reader = new(file);
        foreach (bool isNoise in noise)
        {
            (string Name, Stream Content) entry = (await reader.NextAsync(SourceMaking.Token))!.Value;
            read.Add($"{entry.Name} {await LengthAsync(entry.Content, isNoise)}");
        }

        Assert.Null(await reader.NextAsync(SourceMaking.Token));
        return string.Join('\n', read);
    }

    // Reads to the end, and compares all bytes on the way.
    private static async Task<long> LengthAsync(Stream content, bool isNoise)
    {
        await using RepeatingStream same = new(long.MaxValue, isNoise);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
        byte[] expected = new byte[buffer.Length];
        long length = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, SourceMaking.Token)) > 0)
        {
            await same.ReadExactlyAsync(expected.AsMemory(0, read), SourceMaking.Token);
            Assert.True(buffer.AsSpan(0, read).SequenceEqual(expected.AsSpan(0, read)), $"It differs after byte {length}.");
            length += read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return length;
    }

    /// <summary>Zeros, or noise that repeats too far apart for deflate to see.</summary>
    private sealed class RepeatingStream(long length, bool isNoise) : ReadOnlyStream
    {
        private static readonly byte[] Noise = MakeNoise();
        private static readonly byte[] Zeros = new byte[1 << 20];
        private readonly byte[] _block = isNoise ? Noise : Zeros;
        private long _position;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int at = (int)(_position % _block.Length);
            int count = (int)Math.Min(Math.Min(buffer.Length, _block.Length - at), length - _position);
            _block.AsMemory(at, count).CopyTo(buffer);
            _position += count;
            return ValueTask.FromResult(count);
        }

        private static byte[] MakeNoise()
        {
            byte[] noise = new byte[1 << 20];
            new Random(11).NextBytes(noise);
            return noise;
        }
    }
}
