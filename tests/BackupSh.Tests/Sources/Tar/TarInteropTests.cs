using BackupSh.Sources.Tar;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Sources.Tar;

/// <summary>Stock programs read what we write, and we read what they write.</summary>
public sealed class TarInteropTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("--format=ustar")]
    [InlineData("--format=gnu")]
    [InlineData("--format=oldgnu")]
    [InlineData("--format=posix")]
    [InlineData("--format=gnu --sparse")]
    [InlineData("--format=posix --sparse --sparse-version=0.0")]
    [InlineData("--format=posix --sparse --sparse-version=0.1")]
    [InlineData("--format=posix --sparse --sparse-version=1.0")]
    public async Task ReadEntryAsync_WhatGnuTarWrote_IsUnderstood(string format)
    {
        RequiredTool.Find("tar");
        bool isLong = !format.Contains("ustar", StringComparison.Ordinal);
        string longName = isLong ? new string('n', 200) : "n";
        await ShellAsync(
            $"mkdir in && cd in && printf hello > plain && ln plain hard && ln -s {new string('t', isLong ? 150 : 90)} soft && mkdir -p d && : > d/{longName} && mkfifo fifo && "
            + "(printf A; dd if=/dev/zero bs=1 count=0 seek=2000000; printf Z) > sparse 2>/dev/null && for i in $(seq 0 40); do printf x | dd of=sparse bs=1 seek=$((i*40000)) conv=notrunc 2>/dev/null; done; "
            + $"tar {format} --sort=name -cf ../t.tar plain hard soft d fifo sparse");

        List<(TarEntry Entry, byte[] Content)> read = await ReadFileAsync("t.tar");

        Assert.Equal(
            ["File plain", "HardLink hard", "SymbolicLink soft", "Folder d", $"File d/{longName}", "Fifo fifo", "File sparse"],
            read.Select(item => $"{item.Entry.Kind} {PrintableName.Of(item.Entry.Path)}"));
        Assert.Equal("hello"u8.ToArray(), read[0].Content);
        Assert.Equal("plain", PrintableName.Of(read[1].Entry.LinkTarget));
        Assert.Equal(isLong ? 150 : 90, read[2].Entry.LinkTarget.Length);
        Assert.Equal(await File.ReadAllBytesAsync(_directory.File("in/sparse"), TestContext.Current.CancellationToken), Expand(read[^1]));
        Assert.Equal(format.Contains("--sparse", StringComparison.Ordinal), read[^1].Entry.Sparse is not null);
    }

    [Theory]
    [InlineData("tarfile.USTAR_FORMAT")]
    [InlineData("tarfile.GNU_FORMAT")]
    [InlineData("tarfile.PAX_FORMAT")]
    public async Task ReadEntryAsync_WhatPythonWrote_IsUnderstood(string format)
    {
        await PythonAsync($"""
            import io, tarfile
            with tarfile.open('t.tar', 'w', format={format}) as tar:
                for name in ['plain', 'p' * 80 + '/' + 'n' * 90, 'ünï']:
                    info = tarfile.TarInfo(name); info.size = 600; info.mtime = 1234567890; info.uid = 1000; info.gid = 2000
                    tar.addfile(info, io.BytesIO(b'y' * 600))
            """);

        List<(TarEntry Entry, byte[] Content)> read = await ReadFileAsync("t.tar");

        Assert.Equal(["plain", new string('p', 80) + "/" + new string('n', 90), "ünï"], read.Select(item => PrintableName.Of(item.Entry.Path)));
        Assert.All(read, item => Assert.Equal((600, new UnixTime(1_234_567_890, 0), 1000u, 2000u), (item.Content.Length, item.Entry.Modified, item.Entry.UserId, item.Entry.GroupId)));
    }

    [Fact]
    public async Task WriteAsync_EveryKind_IsUnderstoodByPython()
    {
        TarEntry sparse = TarArchives.File("s" + new string('p', 200), 100_000) with { Sparse = SparseMap.TryCreate([new(5000, 3)], 100_000) };
        await WriteFileAsync(
            (new TarEntry { Kind = TarEntryKind.Folder, Path = "d"u8.ToArray(), Mode = 0b111_000_101, Modified = new UnixTime(-5, 500_000_000) }, []),
            (TarArchives.File("d/" + new string('x', 254), 3) with { UserId = 3_000_000_000, GroupId = 7 }, "abc"u8.ToArray()),
            (new TarEntry { Kind = TarEntryKind.SymbolicLink, Path = "l"u8.ToArray(), LinkTarget = TarArchives.Bytes(new string('t', 101)) }, []),
            (new TarEntry { Kind = TarEntryKind.CharacterDevice, Path = "c"u8.ToArray(), DeviceMajor = 4, DeviceMinor = 64 }, []),
            (sparse, "xyz"u8.ToArray()));

        string read = await PythonAsync("""
            import tarfile
            with tarfile.open('t.tar') as tar:
                for m in tar: print(m.type.decode(), len(m.name), oct(m.mode), m.uid, m.size, m.mtime, len(m.linkname), m.devmajor, m.devminor)
                f = tar.extractfile(m); f.seek(4999); print(f.read(5))
            """);

        Assert.Equal(
            """
            5 1 0o705 0 0 -4.5 0 0 0
            0 256 0o644 3000000000 3 0 0 0 0
            2 1 0o0 0 0 0 101 0 0
            3 1 0o0 0 0 0 0 4 64
            0 201 0o644 0 100000 0 0 0 0
            b'\x00xyz\x00'

            """,
            read);
    }

    [Fact]
    public async Task WriteAsync_EveryKind_IsUnderstoodByBsdtar()
    {
        // A second opinion where it is at hand: nothing else needs bsdtar, so nothing installs it.
        string bsdtar = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "bsdtar")).FirstOrDefault(File.Exists) ?? "";
        Assert.SkipUnless(bsdtar.Length > 0, "'bsdtar' is not installed.");
        TarEntry sparse = TarArchives.File("sparse", 100_000) with { Sparse = SparseMap.TryCreate([new(5000, 3)], 100_000) };
        await WriteFileAsync((TarArchives.File(new string('x', 255), 3), "abc"u8.ToArray()), (sparse, "xyz"u8.ToArray()));

        Shell.Result result = await Shell.RunAsync(bsdtar, ["-xf", "t.tar"], workingDirectory: _directory.Path, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        byte[] content = await File.ReadAllBytesAsync(_directory.File("sparse"), TestContext.Current.CancellationToken);
        Assert.Equal((100_000, "xyz"), (content.Length, System.Text.Encoding.ASCII.GetString(content, 5000, 3)));
    }

    private static byte[] Expand((TarEntry Entry, byte[] Content) file)
    {
        byte[] whole = new byte[file.Entry.SizeBytes];
        int position = 0;
        foreach (SparseSegment segment in file.Entry.Sparse?.Segments ?? [new SparseSegment(0, file.Entry.SizeBytes)])
        {
            file.Content.AsSpan(position, (int)segment.Length).CopyTo(whole.AsSpan((int)segment.Offset));
            position += (int)segment.Length;
        }

        return whole;
    }

    private async Task<List<(TarEntry Entry, byte[] Content)>> ReadFileAsync(string name) =>
        await TarArchives.ReadAsync(await File.ReadAllBytesAsync(_directory.File(name), TestContext.Current.CancellationToken));

    private async Task WriteFileAsync(params (TarEntry, byte[])[] entries) =>
        await File.WriteAllBytesAsync(_directory.File("t.tar"), await TarArchives.WriteAsync(entries), TestContext.Current.CancellationToken);

    private Task<string> ShellAsync(string script) => RunAsync("bash", ["-euc", script]);

    private Task<string> PythonAsync(string script) => RunAsync(RequiredTool.Find("python3"), ["-c", script]);

    private async Task<string> RunAsync(string program, string[] arguments)
    {
        Shell.Result result = await Shell.RunAsync(program, arguments, workingDirectory: _directory.Path);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }
}
