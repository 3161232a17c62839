using BackupSh.Sources;
using BackupSh.Sources.Folder;
using BackupSh.Sources.Folder.Trees;
using BackupSh.Tests.Sources.Tar;
using BackupSh.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Tests.Sources.Folder;

/// <summary>When a restored folder appears, what it replaces, and what a failed restore leaves: nothing.</summary>
[Collection(nameof(LargeTrees))]
public sealed class FolderRestoreTests : IDisposable
{
    private readonly TestTree _tree = new();

    private string Target => _tree.Beside("restored");

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task RestoreAsync_TargetExists_IsRefusedBeforeAByteIsRead()
    {
        Directory.CreateDirectory(Target);

        await AssertRefusedAsync("BSH0371", new ThrowingStream(), Target);
    }

    [Fact]
    public async Task RestoreAsync_NoFolderForTheTarget_IsRefusedBeforeAByteIsRead() =>
        await AssertRefusedAsync("BSH0370", new ThrowingStream(), Path.Combine(Target, "below"));

    [Theory]
    [InlineData("touch ../restored")]
    [InlineData("ln -s docs ../restored")]
    [InlineData("ln -s nowhere ../restored")]
    public async Task RestoreAsync_ReplaceWhatIsNoFolder_IsRefused(string make)
    {
        await _tree.ShellAsync(make);

        await AssertRefusedAsync("BSH0372", new ThrowingStream(), Target, replace: true);
    }

    [Fact]
    public async Task RestoreAsync_Replace_KeepsTheOldFolderBesideTheNew()
    {
        await _tree.ShellAsync("echo new > new; mkdir -m 700 ../restored; echo old > ../restored/old; mkdir ../restored_before_2026-11-24_03-00-00");
        (MemoryStream archive, _) = await Folders.Source(_tree.Root).BackUpAsync();

        RestoreReport report = await Folders.Source(_tree.Root).RestoreAsync(archive, Target + "/", replace: true);

        Assert.Equal((Target, Target + "_before_2026-11-24_03-00-00_2"), (report.Target, report.PreviousTarget));
        Assert.Equal("new\n", await _tree.ShellAsync("ls -A ../restored"));
        Assert.Equal("old\n", await _tree.ShellAsync("ls -A ../restored_before_2026-11-24_03-00-00_2"));
        Assert.Equal("docs\nrestored\nrestored_before_2026-11-24_03-00-00\nrestored_before_2026-11-24_03-00-00_2\n", await _tree.ShellAsync("ls -A .."));
    }

    [Fact]
    public async Task RestoreAsync_ReplaceNothing_IsARestore()
    {
        (MemoryStream archive, _) = await Folders.Source(_tree.Root).BackUpAsync();

        RestoreReport report = await Folders.Source(_tree.Root).RestoreAsync(archive, Target, replace: true);

        Assert.Null(report.PreviousTarget);
        await _tree.AssertSameAsync(Target);
    }

    [Fact]
    public async Task RestoreAsync_WhileItRuns_NobodyElseMayEnter()
    {
        await _tree.ShellAsync("mkdir -m 755 d; touch d/x; chmod 755 .; touch -d 2001-01-01 .");
        (MemoryStream archive, _) = await Folders.Source(_tree.Root).BackUpAsync();
        string? staged = null;

        await RestoreAsync(archive, async path =>
        {
            staged = path;
            Assert.Equal("700\n", await _tree.ShellAsync($"stat -c %a '{path}'"));
            Assert.Equal("755\n", await _tree.ShellAsync($"stat -c %a '{path}/d'"));
            Assert.False(Directory.Exists(Target));
            await _tree.ShellAsync($"touch '{path}/by-the-hook'; rm '{path}/by-the-hook'");
        });

        Assert.Equal(_tree.Home, Path.GetDirectoryName(staged));
        await _tree.AssertSameAsync(Target);
    }

    [Fact]
    public async Task RestoreAsync_HookThrows_LeavesNothing()
    {
        await _tree.ShellAsync("mkdir -p d/e; touch d/e/x; chmod 500 d/e; chmod 0 d");
        (MemoryStream archive, _) = await Folders.Source(_tree.Root).BackUpAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => RestoreAsync(archive, _ => throw new InvalidOperationException()));

        Assert.Equal("docs\n", await _tree.ShellAsync("ls -A .."));
    }

    [Fact]
    public async Task RestoreAsync_CutAtAnyBlock_LeavesNothing()
    {
        await _tree.ShellAsync("mkdir d; echo x > d/x; ln d/x y; ln -s x z");
        byte[] archive = (await Folders.Source(_tree.Root).BackUpAsync()).Archive.ToArray();

        for (int length = 0; length < archive.Length; length += 512)
        {
            BackupSourceException exception = await Assert.ThrowsAsync<BackupSourceException>(() =>
                Folders.Source(_tree.Root).RestoreAsync(new MemoryStream(archive[..length]), Target));
            Assert.Equal("BSH0374", exception.Code);
        }

        Assert.Equal("docs\n", await _tree.ShellAsync("ls -A .."));
    }

    [Fact]
    public async Task RestoreAsync_MutatedArchives_LeaveNothingOrAWholeFolder()
    {
        await _tree.ShellAsync("mkdir d; echo x > d/x; ln d/x y; ln -s x z; truncate -s 1M sparse");
        byte[] archive = (await Folders.Source(_tree.Root).BackUpAsync()).Archive.ToArray();

        for (int i = 0; i < 1000; i++)
        {
            try
            {
                await Folders.Source(_tree.Root).RestoreAsync(new MemoryStream(TarDamageTests.Mutate(archive, i)), Target);
                TreeWriter.Delete(Target);
            }
            catch (BackupSourceException)
            {
                Assert.False(Directory.Exists(Target));
            }
        }

        Assert.Equal("docs\n", await _tree.ShellAsync("ls -A .."));
    }

    [Fact]
    public async Task RestoreAsync_ContentFailsAtItsEnd_ThrowsItsFailureAndLeavesNothing()
    {
        await _tree.ShellAsync("echo x > x");
        (MemoryStream archive, _) = await Folders.Source(_tree.Root).BackUpAsync();

        IOException exception = await Assert.ThrowsAsync<IOException>(() =>
            Folders.Source(_tree.Root).RestoreAsync(new ThrowingStream(archive.ToArray()), Target));

        Assert.Equal(ThrowingStream.Message, exception.Message);
        Assert.Equal("docs\n", await _tree.ShellAsync("ls -A .."));
    }

    [Fact]
    public async Task RestoreAsync_Cancelled_LeavesNothing()
    {
        await _tree.ShellAsync("echo x > x");
        (MemoryStream archive, _) = await Folders.Source(_tree.Root).BackUpAsync();
        using CancellationTokenSource stop = new();
        RestoreRequest request = new()
        {
            Target = Target,
            Time = Folders.Time,
            BeforePublish = async (_, _) => await stop.CancelAsync(),
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Folders.Source(_tree.Root).RestoreAsync(archive, request, stop.Token));

        Assert.Equal("docs\n", await _tree.ShellAsync("ls -A .."));
    }

    [Fact]
    public async Task RestoreAsync_TargetAppearsMeanwhile_IsNotTouched()
    {
        await _tree.ShellAsync("echo x > x");
        (MemoryStream archive, _) = await Folders.Source(_tree.Root).BackUpAsync();

        BackupSourceException exception = await Assert.ThrowsAsync<BackupSourceException>(() =>
            RestoreAsync(archive, _ => _tree.ShellAsync("mkdir ../restored; echo theirs > ../restored/theirs")));

        Assert.Equal("BSH0371", exception.Code);
        Assert.Equal("docs\nrestored\ntheirs\n", await _tree.ShellAsync("ls -A ..; ls -A ../restored"));
    }

    [Theory]
    [InlineData(false, "755", new[] { "BSH0377" })]
    [InlineData(true, "4755", new string[0])]
    public async Task RestoreAsync_SetUserIdBit_IsDroppedUnlessAskedFor(bool asked, string mode, string[] warnings)
    {
        await _tree.ShellAsync("touch tool; chmod 4755 tool");
        (MemoryStream archive, _) = await Folders.Source(_tree.Root).BackUpAsync();

        RestoreReport report = await Folders.Source(_tree.Root, options => options.RestoreSetUserIdBits = asked).RestoreAsync(archive, Target);

        Assert.Equal(warnings, report.Warnings.Codes());
        Assert.Equal(mode + "\n", await _tree.ShellAsync("stat -c %a ../restored/tool"));
    }

    [Fact]
    public async Task RestoreAsync_PipesAndDevices_ArePassedOverWithAWarning()
    {
        ForgedTar tar = new ForgedTar().Add('6', "pipe").Add('3', "char").Add('4', "block").Add('0', "file");

        RestoreReport report = await Folders.Source(_tree.Root).RestoreAsync(tar.End(), Target);

        Assert.Equal(["BSH0376", "BSH0376", "BSH0376"], report.Warnings.Codes());
        Assert.Equal("file\n", await _tree.ShellAsync("ls -A ../restored"));
    }

    [Fact]
    public async Task RestoreAsync_PipesAndDevicesAskedFor_AreMade()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root makes devices.");
        await _tree.ShellAsync("mkfifo -m 640 pipe; mknod -m 604 char c 1 3; mknod -m 600 block b 259 300000; touch -d 2001-01-01 pipe char block .");
        (MemoryStream archive, _) = await Folders.Source(_tree.Root).BackUpAsync();

        RestoreReport report = await Folders.Source(_tree.Root, options => options.RestoreDevices = true).RestoreAsync(archive, Target);

        Assert.Empty(report.Warnings);
        Assert.Equal(
            "fifo 640 0 0 978307200\ncharacter special file 604 1 3 978307200\nblock special file 600 103 493e0 978307200\n",
            await _tree.ShellAsync("cd ../restored; TZ=UTC stat -c '%F %a %t %T %Y' pipe char block"));
    }

    [Theory]
    [InlineData(true, "1234 5678")]
    [InlineData(false, "0 0")]
    public async Task RestoreAsync_Owners_AreSetByRootIfWanted(bool wanted, string expected)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root gives files away.");
        await _tree.ShellAsync("mkdir d; touch d/f; ln -s x d/l; chown -hR 1234:5678 .");
        (MemoryStream archive, _) = await Folders.Source(_tree.Root).BackUpAsync();

        await Folders.Source(_tree.Root, options => options.RestoreOwners = wanted).RestoreAsync(archive, Target);

        Assert.Equal(string.Concat(Enumerable.Repeat(expected + "\n", 4)), await _tree.ShellAsync("cd ../restored; stat -c '%u %g' . d d/f d/l"));
    }

    [Fact]
    public async Task RestoreAsync_ATreeOfAThousandLevels_IsTheSameAgain()
    {
        await _tree.PythonAsync("""
            import os
            for i in range(1000):
                open('f', 'w').write(str(i)); os.mkdir('d%d' % (i % 10)); os.chdir('d%d' % (i % 10))
            """);

        (MemoryStream archive, IReadOnlyList<BackupShError> warnings) = await Folders.Source(_tree.Root).BackUpAsync();
        await Folders.Source(_tree.Root).RestoreAsync(archive, Target);

        Assert.Empty(warnings);
        Assert.Equal("2001\n", await _tree.ShellAsync("find ../restored | wc -l"));
        await _tree.AssertSameAsync(Target);
    }

    [Fact]
    public async Task RestoreAsync_FailsInAThousandLevels_LeavesNothing()
    {
        ForgedTar tar = new();
        string path = "";
        for (int i = 0; i < 1000; i++)
        {
            path += "d/";
            tar.Pax(("path", path)).Add('5', "d/", mode: 0);
        }

        await Assert.ThrowsAsync<BackupSourceException>(() => Folders.Source(_tree.Root).RestoreAsync(tar.Add('0', "d").End(), Target));

        Assert.Equal("docs\n", await _tree.ShellAsync("ls -A .."));
    }

    [Fact]
    public async Task RestoreAsync_DescriptorsOfAThousandLevels_AreFew()
    {
        await _tree.PythonAsync("import os\nfor i in range(1000): os.mkdir('d'); os.chdir('d')");
        string fds = "/proc/self/fd";
        Assert.SkipUnless(Directory.Exists(fds), "This system does not list open files.");
        int most = 0;
        int listed = 0;
        FolderSource source = new("docs", new() { Directory = _tree.Root }, () => [], NullLogger.Instance)
        {
            OpenTree = path => new FaultyTree(TreeReader.Open(path))
            {
                Before = (call, _) => most = call != "list" || ++listed % 50 != 0 ? most : Math.Max(most, Directory.GetFileSystemEntries(fds).Count(fd => new FileInfo(fd).LinkTarget?.StartsWith(_tree.Root, StringComparison.Ordinal) == true)),
            },
        };

        await source.BackUpAsync();

        Assert.InRange(most, 2, 40);
    }

    [Fact]
    public async Task RestoreAsync_DiskFull_LeavesNothing()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root mounts a small disk.");
        await _tree.ShellAsync("head -c 3000000 /dev/urandom > large; mkdir ../small");
        Shell.Result mounted = await Shell.RunAsync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", _tree.Beside("small")], cancellationToken: TestContext.Current.CancellationToken);
        Assert.SkipUnless(mounted.ExitCode == 0, "No file system can be mounted here.");
        (MemoryStream archive, _) = await Folders.Source(_tree.Root).BackUpAsync();
        try
        {
            await AssertRefusedAsync("BSH0373", archive, _tree.Beside("small/restored"));

            Assert.Equal("", await _tree.ShellAsync("ls -A ../small"));
        }
        finally
        {
            await _tree.ShellAsync("umount ../small");
        }
    }

    private Task<RestoreReport> RestoreAsync(Stream archive, Func<string, Task> hook) => Folders.Source(_tree.Root).RestoreAsync(
        archive,
        new RestoreRequest { Target = Target, Time = Folders.Time, BeforePublish = (staged, _) => hook(staged) },
        TestContext.Current.CancellationToken);

    private async Task AssertRefusedAsync(string code, Stream content, string target, bool replace = false) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<BackupSourceException>(() => Folders.Source(_tree.Root).RestoreAsync(content, target, replace))).Code);
}
