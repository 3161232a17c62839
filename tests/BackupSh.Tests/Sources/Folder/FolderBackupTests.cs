using BackupSh.Sources;
using BackupSh.Sources.Folder;
using BackupSh.Sources.Folder.Trees;
using BackupSh.Sources.Tar;
using BackupSh.Tests.Compression;
using BackupSh.Tests.Sources.Tar;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Tests.Sources.Folder;

/// <summary>What a backup holds and leaves out, and what it does when files are not as they were.</summary>
public sealed class FolderBackupTests : IDisposable
{
    private const int AccessDenied = 13;
    private const int InputOutput = 5;
    private const int TooManyOpenFiles = 24;

    private readonly TestTree _tree = new();
    private int _listed;

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task WriteToAsync_AnyFolder_HoldsItInTheOrderOfBytes()
    {
        await _tree.ShellAsync("mkdir -p b/d Z; touch b/y b/d/x é a-file a.file");

        Assert.Equal([".", "Z", "a-file", "a.file", "b", "b/d", "b/d/x", "b/y", "é"], await PathsAsync(Folders.Source(_tree.Root)));
    }

    [Fact]
    public async Task WriteToAsync_SameFolderTwice_GivesTheSameBytes()
    {
        await _tree.ShellAsync("mkdir d; echo 1 > d/1; ln d/1 d/2; ln -s x l");
        FolderSource source = Folders.Source(_tree.Root);

        Assert.Equal((await source.BackUpAsync()).Archive.ToArray(), (await source.BackUpAsync()).Archive.ToArray());
    }

    [Fact]
    public async Task WriteToAsync_LinkToTheFolder_IsFollowed()
    {
        await _tree.ShellAsync("touch x; ln -s docs ../other");

        Assert.Equal([".", "x"], await PathsAsync(Folders.Source(_tree.Beside("other"))));
    }

    [Fact]
    public async Task WriteToAsync_Excluded_IsNotLookedAt()
    {
        await _tree.ShellAsync("mkdir -p cache/deep keep d; touch cache/deep/x d/a.tmp d/keep.tmp keep/x");

        IEnumerable<string> paths = await PathsAsync(Folders.Source(_tree.Root, options => options.Exclude = ["*.tmp", "!keep.tmp", "/cache/"]));

        Assert.Equal([".", "d", "d/keep.tmp", "keep", "keep/x"], paths);
    }

    [Theory]
    [InlineData(".nobackup", new[] { ".", "a", "a/x", "b", "c", "c/.nobackup", "c/.nobackup/x" })]
    [InlineData("", new[] { ".", "a", "a/x", "b", "b/.nobackup", "b/x", "c", "c/.nobackup", "c/.nobackup/x" })]
    [InlineData("x", new[] { ".", "a", "b", "c", "c/.nobackup" })]
    public async Task WriteToAsync_Marker_KeepsAFolderEmpty(string marker, string[] expected)
    {
        await _tree.ShellAsync("mkdir -p a b c/.nobackup; touch a/x b/x b/.nobackup c/.nobackup/x");

        Assert.Equal(expected, await PathsAsync(Folders.Source(_tree.Root, options => options.ExcludeMarker = marker)));
    }

    [Fact]
    public async Task WriteToAsync_MarkerInTheFolderItself_IsAnError()
    {
        await _tree.ShellAsync("touch .nobackup x");

        await AssertFailsAsync("BSH0368", Folders.Source(_tree.Root));
    }

    [Fact]
    public async Task WriteToAsync_WhatIsNotFinished_IsLeftOut()
    {
        await _tree.ShellAsync("touch .backupsh-run-0123456789abcdef.tmp .backupsh-mine; mkdir .backupsh-restore-0123456789abcdef; touch .backupsh-restore-0123456789abcdef/x");

        Assert.Equal([".", ".backupsh-mine"], await PathsAsync(Folders.Source(_tree.Root)));
    }

    [Fact]
    public async Task WriteToAsync_StorageInTheFolder_IsKeptEmptyWithAWarning()
    {
        await _tree.ShellAsync("mkdir -p b/backups; touch b/backups/docs.tar x; ln -s docs/b/backups ../link");

        (MemoryStream archive, IReadOnlyList<BackupShError> warnings) =
            await Folders.Source(_tree.Root, storages: ("nas", _tree.Beside("link"))).BackUpAsync();

        Assert.Equal([".", "b", "b/backups", "x"], await PathsAsync(archive));
        BackupShError warning = Assert.Single(warnings);
        Assert.Equal(("BSH0365", "'b/backups' is the directory of the storage 'nas', and was kept empty."), (warning.Code, warning.Message));
    }

    [Fact]
    public async Task WriteToAsync_StorageIsTheFolder_IsAnError() =>
        await AssertFailsAsync("BSH0359", Folders.Source(_tree.Root, storages: ("nas", _tree.Root)));

    [Theory]
    [InlineData("missing", "BSH0355")]
    [InlineData("file", "BSH0356")]
    [InlineData("file/below", "BSH0356")]
    public async Task WriteToAsync_NoFolder_IsAnError(string name, string code)
    {
        await _tree.ShellAsync("touch ../file");

        await AssertFailsAsync(code, Folders.Source(_tree.Beside(name)));
    }

    [Fact]
    public async Task CheckAsync_ReadableFolder_HasNothingToSay() =>
        Assert.Empty((await Folders.Source(_tree.Root).CheckAsync(TestContext.Current.CancellationToken)).Warnings);

    [Theory]
    [InlineData("none", "BSH0355")]
    [InlineData("marked", "BSH0368")]
    public async Task CheckAsync_NothingCouldBeBackedUp_IsTheErrorOfABackup(string name, string code)
    {
        await _tree.ShellAsync("mkdir marked && touch marked/.nobackup");

        BackupSourceException exception = await Assert.ThrowsAsync<BackupSourceException>(() => Folders.Source(_tree.File(name)).CheckAsync(TestContext.Current.CancellationToken));

        Assert.Equal(code, exception.Code);
    }

    [Fact]
    public async Task WriteToAsync_FolderDeletedMeanwhile_IsAnError()
    {
        await _tree.ShellAsync("touch a");

        await AssertFailsAsync("BSH0358", Watched((call, _) =>
        {
            if (call == "gone")
            {
                Directory.Delete(_tree.Root, recursive: true);
            }
        }));
    }

    [Theory]
    [InlineData("open", "file", AccessDenied, "BSH0361", new[] { ".", "dir", "dir/in", "link" })]
    [InlineData("stat", "file", InputOutput, "BSH0361", new[] { ".", "dir", "dir/in", "link" })]
    [InlineData("enter", "dir", AccessDenied, "BSH0361", new[] { ".", "dir", "file", "link" })]
    [InlineData("readlink", "link", InputOutput, "BSH0361", new[] { ".", "dir", "dir/in", "file" })]
    [InlineData("stat", "file", 2, "BSH0360", new[] { ".", "dir", "dir/in", "link" })]
    [InlineData("open", "file", 2, "BSH0360", new[] { ".", "dir", "dir/in", "link" })]
    [InlineData("enter", "dir", 2, "BSH0360", new[] { ".", "file", "link" })]
    [InlineData("enter", "dir", 20, "BSH0362", new[] { ".", "file", "link" })]
    [InlineData("open", "file", 40, "BSH0362", new[] { ".", "dir", "dir/in", "link" })]
    public async Task WriteToAsync_OneFails_IsAWarningAndTheRestIsThere(string call, string name, int error, string code, string[] expected)
    {
        await _tree.ShellAsync("mkdir dir; touch dir/in file; ln -s x link");

        (MemoryStream archive, IReadOnlyList<BackupShError> warnings) = await Watched(Failing(call, name, error)).BackUpAsync();

        Assert.Equal(expected, await PathsAsync(archive));
        BackupShError warning = Assert.Single(warnings);
        Assert.Equal(code, warning.Code);
        Assert.Contains($"'{name}'", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("open", "file", TooManyOpenFiles)]
    [InlineData("list", ".", InputOutput)]
    [InlineData("current", ".", AccessDenied)]
    [InlineData("gone", ".", InputOutput)]
    public async Task WriteToAsync_TheFolderItselfFails_IsAnError(string call, string name, int error)
    {
        await _tree.ShellAsync("touch file");

        await AssertFailsAsync("BSH0357", Watched(Failing(call, name, error)));
    }

    [Fact]
    public async Task WriteToAsync_MoreThanAHundredWarnings_AreCounted()
    {
        await _tree.ShellAsync("seq 1 250 | xargs touch");

        (_, IReadOnlyList<BackupShError> warnings) = await Watched((call, name) =>
        {
            if (call == "open")
            {
                throw new IOException("no", name.StartsWith('1') ? AccessDenied : 2);
            }
        }).BackUpAsync();

        Assert.Equal(102, warnings.Count);
        Assert.Equal(["139 more warnings like BSH0360 are not shown.", "11 more warnings like BSH0361 are not shown."], warnings.Skip(100).Select(warning => warning.Message));
    }

    [Theory]
    [InlineData("printf longer >> file", "before", "BSH0362")]
    [InlineData(": > file", "\0\0\0\0\0\0", "BSH0362")]
    [InlineData("printf BEFORE | dd of=file conv=notrunc 2>/dev/null; touch -d 2001-01-01 file", "BEFORE", "BSH0362")]
    [InlineData("rm file", "before", "BSH0362")]
    [InlineData("echo new > ../other; mv ../other file", "before", "BSH0362")]
    public async Task WriteToAsync_FileChangesWhenItIsOpen_IsCutOrFilledUp(string change, string expected, string code)
    {
        await _tree.ShellAsync("printf before > file; printf after > next");
        bool changed = false;

        (MemoryStream archive, IReadOnlyList<BackupShError> warnings) = await Watched((call, _) =>
        {
            // The first file's size is known by now, and nothing of it is read.
            if (call == "data" && !changed)
            {
                changed = true;
                _tree.ShellAsync(change).GetAwaiter().GetResult();
            }
        }).BackUpAsync();

        List<(TarEntry Entry, byte[] Content)> read = await TarArchives.ReadAsync(archive);
        Assert.Equal(["", expected, "after"], read.Select(item => System.Text.Encoding.ASCII.GetString(item.Content)));
        Assert.Equal([code], warnings.Codes());
    }

    [Theory]
    [InlineData("enter", "rm -r dir; ln -s ../outside dir", new[] { ".", "file" })]
    [InlineData("open", "rm file; ln -s ../outside/secret file", new[] { ".", "dir" })]
    public async Task WriteToAsync_LinkTakesAPlaceMeanwhile_IsNotFollowed(string call, string change, string[] expected)
    {
        await _tree.ShellAsync("mkdir dir ../outside; touch file; echo secret > ../outside/secret");

        (MemoryStream archive, IReadOnlyList<BackupShError> warnings) = await Watched((asked, _) =>
        {
            if (asked == call)
            {
                _tree.ShellAsync(change).GetAwaiter().GetResult();
            }
        }).BackUpAsync();

        Assert.Equal(expected, await PathsAsync(archive));
        Assert.Equal(["BSH0362"], warnings.Codes());
    }

    [Theory]
    [InlineData("mv d ../moved", "BSH0360")]
    [InlineData("mv d ../moved; mkdir -p $(printf 'd/%.0s' $(seq 50)); touch d/d/z", "BSH0361")]
    public async Task WriteToAsync_FoldersAboveAreMovedMeanwhile_IsAWarning(string change, string code)
    {
        // Deeper than folders are held open: the way back up has to find them again.
        await _tree.ShellAsync("mkdir -p $(printf 'd/%.0s' $(seq 50)); touch d/d/z end");
        bool moved = false;

        (MemoryStream archive, IReadOnlyList<BackupShError> warnings) = await Watched((call, _) =>
        {
            if (call == "list" && !moved && ++_listed == 51)
            {
                moved = true;
                _tree.ShellAsync(change).GetAwaiter().GetResult();
            }
        }).BackUpAsync();

        Assert.True(moved);
        Assert.Equal("end", (await PathsAsync(archive)).Last());
        Assert.Equal([code], warnings.Codes());
        Assert.StartsWith("'d/d/z' ", warnings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_Socket_IsAWarning()
    {
        await _tree.PythonAsync("import socket; s = socket.socket(socket.AF_UNIX); s.bind('sock')");

        (MemoryStream archive, IReadOnlyList<BackupShError> warnings) = await Folders.Source(_tree.Root).BackUpAsync();

        Assert.Equal(["."], await PathsAsync(archive));
        Assert.Equal(["BSH0364"], warnings.Codes());
    }

    [Fact]
    public async Task WriteToAsync_PipeThatNobodyWrites_IsNotWaitedFor()
    {
        await _tree.ShellAsync("mkfifo pipe");

        (MemoryStream archive, IReadOnlyList<BackupShError> warnings) = await Folders.Source(_tree.Root).BackUpAsync();

        Assert.Equal(TarEntryKind.Fifo, (await TarArchives.ReadAsync(archive))[1].Entry.Kind);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task WriteToAsync_FileBecomesAPipe_IsAWarningAndNotWaitedFor()
    {
        await _tree.ShellAsync("echo x > file");

        (MemoryStream archive, IReadOnlyList<BackupShError> warnings) = await Watched((call, _) =>
        {
            if (call == "open")
            {
                _tree.ShellAsync("rm file; mkfifo file").GetAwaiter().GetResult();
            }
        }).BackUpAsync();

        Assert.Equal(["."], await PathsAsync(archive));
        Assert.Equal(["BSH0362"], warnings.Codes());
    }

    [Fact]
    public async Task WriteToAsync_DestinationFails_ThrowsItsFailure()
    {
        await _tree.ShellAsync("head -c 1000000 /dev/zero > file");

        IOException exception = await Assert.ThrowsAsync<IOException>(() =>
            Folders.Source(_tree.Root).WriteToAsync(new FullStream(capacity: 1000), new SourceRequest { RunId = "run" }, TestContext.Current.CancellationToken));

        Assert.Equal("No space left on device.", exception.Message);
    }

    [Fact]
    public async Task WriteToAsync_OneFileSystem_KeepsMountPointsEmpty()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self") && Directory.Exists("/dev/shm"), "There is no second file system at hand.");

        IEnumerable<string> paths = await PathsAsync(Folders.Source("/dev", options =>
        {
            options.OneFileSystem = true;
            options.Exclude = ["/*", "!/shm"];
        }));

        Assert.Equal([".", "shm"], paths);
    }

    private FolderSource Watched(Action<string, string> before) =>
        new("docs", new FolderSourceOptions { Directory = _tree.Root }, () => [], NullLogger.Instance)
        {
            OpenTree = path => new FaultyTree(TreeReader.Open(path)) { Before = before },
        };

    private static Action<string, string> Failing(string call, string name, int error) => (asked, of) =>
    {
        if (asked == call && of == name)
        {
            throw new IOException("It failed.", error);
        }
    };

    private static async Task<IEnumerable<string>> PathsAsync(FolderSource source) => await PathsAsync((await source.BackUpAsync()).Archive);

    private static async Task<IEnumerable<string>> PathsAsync(Stream archive) =>
        (await TarArchives.ReadAsync(archive)).Select(item => System.Text.Encoding.UTF8.GetString(item.Entry.Path));

    private static async Task AssertFailsAsync(string code, FolderSource source) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<BackupSourceException>(source.BackUpAsync)).Code);
}
