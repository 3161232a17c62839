using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using BackupSh.Sources.PostgreSql.Zip;
using BackupSh.TestSupport;

namespace BackupSh.Sources.PostgreSql.Tests.Zip;

/// <summary>What other programs make of our zips, and we of theirs.</summary>
public sealed class ZipInteropTests : IDisposable
{
    private const string Java = """
        import java.io.*; import java.util.zip.*; import java.security.*;
        public class Read {
            public static void main(String[] arguments) throws Exception {
                byte[] buffer = new byte[1 << 16];
                try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(new FileInputStream(arguments[0])))) {
                    for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                        long size = 0; CRC32 crc = new CRC32();
                        for (int count; (count = zip.read(buffer)) > 0; size += count) crc.update(buffer, 0, count);
                        System.out.println(new String((size + " " + crc.getValue()).getBytes()));
                    }
                }
                try (ZipFile zip = new ZipFile(arguments[0])) { System.out.println(zip.size()); }
            }
        }
        """;

    private readonly TempDirectory _directory = new();
    private readonly (string Name, byte[] Content)[] _entries;

    public ZipInteropTests()
    {
        byte[] noise = new byte[3_500_000];
        new Random(7).NextBytes(noise);
        byte[] text = [.. Enumerable.Range(0, 300_000).SelectMany(i => System.Text.Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture) + "\n"))];
        _entries =
        [
            ("dump.sql", text), ("filestore/ab/noise", noise), ("filestore/leer", []), ("filestore/größe 世界", [1]),
            ("filestore/exact", text[..DeflatedBlock.ContentBytes]), ("filestore/one-more", text[..(DeflatedBlock.ContentBytes + 1)]),
            ("filestore/signatures", [.. Enumerable.Repeat("PK\u0007\u0008PK\u0003\u0004PK\u0001\u0002"u8.ToArray(), 5000).SelectMany(part => part)]),
        ];
    }

    private string Archive => _directory.File("our.zip");

    private string Expected => string.Join('\n', _entries.Select(entry => $"{entry.Content.Length} {Crc32.Append(0, entry.Content)}"));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Zip_OfOurs_IsReadByPython()
    {
        await WriteAsync();
        const string Script = """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
            for e in z.infolist(): print(e.file_size, e.CRC)
            """;

        Shell.Result result = await Shell.RunAsync(RequiredTool.Find("python3"), ["-c", Script, Archive], cancellationToken: SourceMaking.Token);

        Assert.Equal((Expected, ""), (result.Output.Trim(), result.Error));
    }

    [Fact]
    public async Task Zip_OfOurs_IsReadByUnzip()
    {
        await WriteAsync();

        Shell.Result test = await Shell.RunAsync(RequiredTool.Find("unzip"), ["-tq", Archive], cancellationToken: SourceMaking.Token);
        Shell.Result unzip = await Shell.RunAsync("unzip", ["-q", Archive, "-d", _directory.File("out")], environment: new Dictionary<string, string> { ["LC_ALL"] = "C.UTF-8" }, cancellationToken: SourceMaking.Token);

        Assert.True(test.ExitCode == 0 && unzip.ExitCode == 0, test.Output + unzip.Error);
        Assert.All(_entries, entry => Assert.Equal(entry.Content, File.ReadAllBytes(_directory.File("out/" + entry.Name))));
    }

    [Fact]
    public async Task Zip_OfOurs_IsReadByDotNet()
    {
        await WriteAsync();

        using ZipArchive zip = await ZipFile.OpenReadAsync(Archive, SourceMaking.Token);

        foreach ((ZipArchiveEntry read, (string name, byte[] content)) in zip.Entries.Zip(_entries))
        {
            using MemoryStream bytes = new();
            await using Stream stream = await read.OpenAsync(SourceMaking.Token);
            await stream.CopyToAsync(bytes, SourceMaking.Token);
            Assert.Equal((name, Convert.ToHexString(SHA256.HashData(content))), (read.FullName, Convert.ToHexString(SHA256.HashData(bytes.ToArray()))));
        }
    }

    [Fact]
    public async Task Zip_OfOurs_IsReadByJavasForwardReader()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/java") && File.Exists("/usr/bin/javac"), "There is no Java here.");
        await WriteAsync();
        await File.WriteAllTextAsync(_directory.File("Read.java"), Java, SourceMaking.Token);

        Shell.Result result = await Shell.RunAsync("java", ["-Dfile.encoding=UTF-8", _directory.File("Read.java"), Archive], cancellationToken: SourceMaking.Token);

        Assert.Equal((Expected + "\n" + _entries.Length, ""), (result.Output.Trim(), result.Error));
    }

    [Theory]
    [InlineData("seekable")]
    [InlineData("pipe")]
    [InlineData("dotnet")]
    public async Task ForwardZipReader_ZipsOfOthers_GivesWhatIsInThem(string writer)
    {
        const string Script = """
            import sys, zipfile
            out = sys.stdout.buffer if sys.argv[1] == 'pipe' else open(sys.argv[2], 'wb')
            with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
                for i in range(3):
                    z.writestr('e%d' % i, b'PK\x07\x08' * 50000 + bytes([i]))
                z.comment = b'a comment'
            """;
        if (writer == "dotnet")
        {
            using ZipArchive zip = new(File.Create(Archive), ZipArchiveMode.Create);
            for (byte i = 0; i < 3; i++)
            {
                using Stream entry = zip.CreateEntry("e" + i).Open();
                entry.Write([.. Enumerable.Repeat("PK\u0007\u0008"u8.ToArray(), 50000).SelectMany(part => part), i]);
            }
        }
        else
        {
            Shell.Result made = await Shell.RunAsync("sh", ["-c", "python3 -c \"$0\" $1 $2" + (writer == "pipe" ? " | cat > $2" : ""), Script, writer, Archive], cancellationToken: SourceMaking.Token);
            Assert.True(made.ExitCode == 0, made.Error);
        }

        List<(string Name, byte[] Content)> read = await ZipReading.ReadAsync(await File.ReadAllBytesAsync(Archive, SourceMaking.Token));

        Assert.Equal(["e0 200001 0", "e1 200001 1", "e2 200001 2"], read.Select(entry => $"{entry.Name} {entry.Content.Length} {entry.Content[^1]}"));
    }

    [Fact]
    public async Task ParallelZipWriter_SameLevel_IsAtMostOnePercentLarger()
    {
        byte[] text = _entries[0].Content;
        using MemoryStream single = new();
        await using (DeflateStream deflate = new(single, new ZLibCompressionOptions { CompressionLevel = 6 }, leaveOpen: true))
        {
            await deflate.WriteAsync(text, SourceMaking.Token);
        }

        byte[] zip = await ZipReading.WriteAsync([("dump.sql", text)]);

        Assert.InRange(zip.Length, 1, single.Length * 1.01);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(9)]
    public async Task ParallelZipWriter_Incompressible_IsWholeAtEveryLevel(int level)
    {
        byte[] noise = _entries[1].Content;

        byte[] zip = await ZipReading.WriteAsync([("noise", noise)], level);

        Assert.Equal(noise, Assert.Single(await ZipReading.ReadAsync(zip)).Content);
        Assert.InRange(zip.Length, noise.Length, noise.Length * 1.13);
    }

    private async Task WriteAsync() => await File.WriteAllBytesAsync(Archive, await ZipReading.WriteAsync(_entries), SourceMaking.Token);
}
