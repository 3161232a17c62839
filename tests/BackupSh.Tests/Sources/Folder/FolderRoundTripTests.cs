using BackupSh.Sources;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Sources.Folder;

/// <summary>What is backed up comes back: by our restore, and by stock tar.</summary>
public sealed class FolderRoundTripTests : IDisposable
{
    private const string OddTree = """
        import os
        def write(name, text=b'x', mode=0o644, time=None):
            with open(name, 'wb') as f: f.write(text)
            os.chmod(name, mode)
            if time is not None: os.utime(name, ns=(0, time))
        os.mkdir(b'd'); os.mkdir(b'd/empty', 0o1777); os.chmod(b'd/empty', 0o1777)
        os.mkdir(b'd/shared'); os.chmod(b'd/shared', 0o2775)
        write(b'plain', b'hello')
        write(b'empty', b'')
        write(b'block', b'b' * 512)
        write(b'd/secret', b's' * 1000, 0o600, 1_500_000_000_123_456_789)
        write(b'd/readonly', b'r' * 513, 0o444, -1_500_000_000)
        write(b'future', b'f', 0o640, 9_000_000_000 * 10**9)
        write(b'new\nline'); write(b'\xff\xfe not utf-8'); write(b'tab\t and \x1b[31m'); write('ünïcödé 日本'.encode()); write(b'-rf'); write(b'back\\slash')
        write(b'n' * 255); write(b'd/' + b'\xe9' * 255)
        os.makedirs(b'/'.join([b'long' * 20] * 6)); write(b'/'.join([b'long' * 20] * 6) + b'/' + b'deep' * 30)
        os.symlink(b'plain', b'link'); os.symlink(b'/etc/passwd', b'absolute'); os.symlink(b'nowhere/\xff', b'd/broken'); os.symlink(b't' * 300, b'longlink')
        os.symlink(b'd', b'folderlink')
        os.link(b'plain', b'd/hard'); os.link(b'plain', b'z-hard'); os.link(b'link', b'd/hardlinked-link')
        if os.geteuid() == 0: os.chown(b'plain', 1234, 4_000_000_000); os.chown(b'd/broken', 7, 8, follow_symlinks=False); os.chown(b'd/empty', 3_000_000, 99)
        with open(b'sparse', 'wb') as f: f.seek(10_000_000); f.write(b'middle'); f.seek(50_000_000); f.write(b'end')
        with open(b'hole', 'wb') as f: f.truncate(60_000_000)
        with open(b'\xff' * 120 + b' sparse', 'wb') as f: f.write(b'head'); f.truncate(1_000_001)
        for path in [b'd/empty', b'd/shared', b'd', b'.']: os.utime(path, ns=(0, 1_600_000_000_987_654_321))
        os.utime(b'link', ns=(0, 1_234_567_890_000_000_005), follow_symlinks=False)
        os.chmod(b'd', 0o555); os.chmod(b'.', 0o750)
        """;

    private readonly TestTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task RestoreAsync_OddTree_IsTheSameAgain()
    {
        await _tree.PythonAsync(OddTree);

        (MemoryStream archive, IReadOnlyList<BackupShError> warnings) = await Folders.Source(_tree.Root).BackUpAsync();
        RestoreReport report = await Folders.Source(_tree.Root).RestoreAsync(archive, _tree.Beside("restored"));

        Assert.Empty(warnings);
        Assert.Empty(report.Warnings);
        Assert.Equal((_tree.Beside("restored"), null), (report.Target, report.PreviousTarget));
        await _tree.AssertSameAsync(_tree.Beside("restored"));
        await AssertSparseAsync(_tree.Beside("restored"));
        Assert.Equal("docs\nrestored\n", await _tree.ShellAsync("ls -A .."));
    }

    [Fact]
    public async Task WriteToAsync_OddTree_IsReadByGnuTar()
    {
        RequiredTool.Find("tar");
        await _tree.PythonAsync(OddTree);
        (MemoryStream archive, _) = await Folders.Source(_tree.Root).BackUpAsync();
        await File.WriteAllBytesAsync(_tree.Beside("docs.tar"), archive.ToArray(), TestContext.Current.CancellationToken);

        string said = await _tree.ShellAsync("mkdir ../restored && tar -xpf ../docs.tar -C ../restored 2>&1");

        Assert.DoesNotMatch("(?!.*hdrcharset)^.+$", said);
        await _tree.AssertSameAsync(_tree.Beside("restored"));
        await AssertSparseAsync(_tree.Beside("restored"));
    }

    private async Task AssertSparseAsync(string folder) =>
        Assert.True(int.Parse(await _tree.ShellAsync($"du -sk '{folder}' | cut -f1"), System.Globalization.CultureInfo.InvariantCulture) < 2000);
}
