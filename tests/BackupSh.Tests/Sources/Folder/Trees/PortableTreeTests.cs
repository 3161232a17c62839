using BackupSh.Sources;
using BackupSh.Sources.Folder;
using BackupSh.Tests.Sources.Tar;

namespace BackupSh.Tests.Sources.Folder.Trees;

/// <summary>The way through the BCL, which Windows and macOS take, works wherever the tests run.</summary>
public sealed class PortableTreeTests : IDisposable
{
    private readonly TestTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task RestoreAsync_ThroughTheBcl_KeepsWhatTheBclKnows()
    {
        await _tree.ShellAsync(
            "mkdir -p d/e 'ünï cödé'; echo x > d/e/x; printf y > 'ünï cödé/-y'; ln -s d link; ln -s nowhere broken; chmod 640 d/e/x; chmod 555 d/e; "
            + "touch -d '2001-02-03 04:05:06.1234567' d/e/x d/e d ünï*/-y ünï* .");
        const string Listing = @"find . -printf '%P %y %m %l\n' | sort; find . -type f -printf '%P %T@\n' -o -type d -printf '%P %T@\n' | sort";

        (MemoryStream archive, IReadOnlyList<BackupShError> warnings) = await Source().BackUpAsync();
        RestoreReport report = await Source().RestoreAsync(archive, _tree.Beside("restored"));

        Assert.Empty(warnings);
        Assert.Empty(report.Warnings);
        Assert.Equal("", await _tree.ShellAsync("diff -r --no-dereference . ../restored"));
        Assert.Equal(await _tree.ShellAsync(Listing), await _tree.ShellAsync($"cd ../restored; {Listing}"));
    }

    [Fact]
    public async Task WriteToAsync_ThroughTheBcl_GivesTheSamePathsAsLinux()
    {
        await _tree.ShellAsync("mkdir -p b/d Z; touch b/y b/d/x é a-file a.file");

        Assert.Equal(await PathsAsync(Folders.Source(_tree.Root)), await PathsAsync(Source()));
    }

    [Fact]
    public async Task RestoreAsync_HardLinkThroughTheBcl_IsOne()
    {
        await _tree.ShellAsync("mkdir d; echo x > d/x; ln d/x y");
        (MemoryStream archive, _) = await Folders.Source(_tree.Root).BackUpAsync();

        await Source().RestoreAsync(archive, _tree.Beside("restored"));

        Assert.Equal("2\n", await _tree.ShellAsync("stat -c %h ../restored/y"));
    }

    [Fact]
    public async Task RestoreAsync_NameThatIsNoText_IsRefused()
    {
        Stream archive = new ForgedTar().Add('0', "a\u00ff", content: "x").End();

        BackupSourceException exception = await Assert.ThrowsAsync<BackupSourceException>(() => Source().RestoreAsync(archive, _tree.Beside("restored")));

        Assert.Equal("BSH0375", exception.Code);
        Assert.Equal("docs\n", await _tree.ShellAsync("ls -A .."));
    }

    [Fact]
    public async Task WriteToAsync_NameThatIsNoText_IsAWarning()
    {
        await _tree.PythonAsync(@"open(b'\xff', 'w'); open('good', 'w')");

        (MemoryStream archive, IReadOnlyList<BackupShError> warnings) = await Source().BackUpAsync();

        Assert.Equal([".", "good"], (await TarArchives.ReadAsync(archive)).Select(item => System.Text.Encoding.UTF8.GetString(item.Entry.Path)));
        Assert.Equal(["BSH0361"], warnings.Codes());
    }

    [Fact]
    public async Task WriteToAsync_PipeThroughTheBcl_IsNotWaitedFor()
    {
        await _tree.ShellAsync("mkfifo pipe");

        (_, IReadOnlyList<BackupShError> warnings) = await Source().BackUpAsync();

        Assert.Equal(["BSH0364"], warnings.Codes());
    }

    [Fact]
    public async Task WriteToAsync_StorageInTheFolderThroughTheBcl_IsKeptEmpty()
    {
        await _tree.ShellAsync("mkdir backups; touch backups/x; ln -s docs/backups ../link");

        (_, IReadOnlyList<BackupShError> warnings) =
            await Folders.Source(_tree.Root, portable: true, storages: ("nas", _tree.Beside("link"))).BackUpAsync();

        Assert.Equal(["BSH0365"], warnings.Codes());
    }

    [Fact]
    public async Task RestoreAsync_FailsThroughTheBcl_LeavesNothing()
    {
        Stream archive = new ForgedTar().Add('5', "d/").Add('5', "d/e/", mode: 0).Add('0', "d/f", mode: 0).Add('0', "../x").End();

        await Assert.ThrowsAsync<BackupSourceException>(() => Source().RestoreAsync(archive, _tree.Beside("restored")));

        Assert.Equal("docs\n", await _tree.ShellAsync("ls -A .."));
    }

    private FolderSource Source() => Folders.Source(_tree.Root, portable: true);

    private static async Task<IEnumerable<string>> PathsAsync(FolderSource source) =>
        (await TarArchives.ReadAsync((await source.BackUpAsync()).Archive)).Select(item => System.Text.Encoding.UTF8.GetString(item.Entry.Path));
}
