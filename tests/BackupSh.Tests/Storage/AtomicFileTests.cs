using BackupSh.Shared;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private const int Races = 1000;
    private readonly TempDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public Task TryMove_ManyRacers_ExactlyOneWins(int racers) => RaceAsync(racers, AtomicFile.TryMove);

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public Task TryLink_ManyRacers_ExactlyOneWins(int racers) => RaceAsync(racers, AtomicFile.TryLink);

    [Fact]
    public Task TryMoveAndTryLink_Mixed_ExactlyOneWins() =>
        RaceAsync(6, (path, finalPath) =>
            path.EndsWith('1') || path.EndsWith('3') ? AtomicFile.TryLink(path, finalPath) : AtomicFile.TryMove(path, finalPath));

    [Fact]
    public void TryRename_OnLinux_IsSupportedOrNull()
    {
        string path = Write("old", "new bytes");

        bool? moved = OperatingSystem.IsLinux() ? AtomicFile.TryRename(path, _directory.File("final")) : null;

        Assert.Equal(moved == true, File.Exists(_directory.File("final")));
    }

    [Fact]
    public void TryPublish_NameIsTaken_LeavesBothFiles()
    {
        string path = Write("old", "new bytes");
        string finalPath = Write("final", "old bytes");

        Assert.False(AtomicFile.TryPublish(path, finalPath));
        Assert.False(AtomicFile.TryLink(path, finalPath));

        Assert.Equal("new bytes", File.ReadAllText(path));
        Assert.Equal("old bytes", File.ReadAllText(finalPath));
    }

    [Fact]
    public void TryPublish_NameIsADanglingLink_IsTaken()
    {
        string path = Write("old", "new bytes");
        File.CreateSymbolicLink(_directory.File("final"), _directory.File("nowhere"));

        Assert.False(AtomicFile.TryPublish(path, _directory.File("final")));
        Assert.False(AtomicFile.TryLink(path, _directory.File("final")));
        Assert.False(File.Exists(_directory.File("nowhere")));
    }

    [Fact]
    public void TryPublish_FileIsGone_Throws() =>
        Assert.Throws<IOException>(() => AtomicFile.TryPublish(_directory.File("missing"), _directory.File("final")));

    [Fact]
    public async Task TryLink_AnswerWasLost_IsPublishedAndOldNameGone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "statx is of Linux.");
        string path = Write("old", "bytes");
        string finalPath = _directory.File("final");
        await Shell.RunAsync(RequiredTool.Find("ln"), [path, finalPath], cancellationToken: Token);

        Assert.True(AtomicFile.TryLink(path, finalPath));

        Assert.Equal([finalPath], Directory.GetFiles(_directory.Path));
        Assert.Equal("bytes", File.ReadAllText(finalPath));
    }

    [Fact]
    public void Create_NewFile_IsForItsOwnerOnly()
    {
        using FileStream file = AtomicFile.Create(_directory.File("new"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixMode.Of(file.Name));
    }

    [Fact]
    public void Create_NameIsTakenByAFileOrALink_Throws()
    {
        Write("file", "bytes");
        File.CreateSymbolicLink(_directory.File("link"), _directory.File("nowhere"));

        Assert.Throws<IOException>(() => AtomicFile.Create(_directory.File("file")));
        Assert.Throws<IOException>(() => AtomicFile.Create(_directory.File("link")));
        Assert.False(File.Exists(_directory.File("nowhere")));
    }

    [Fact]
    public void TryDeleteAbandoned_FileIsOpen_ThrowsAndLeavesIt()
    {
        using FileStream file = AtomicFile.Create(_directory.File("live"));

        Assert.Throws<IOException>(() => AtomicFile.TryDeleteAbandoned(file.Name));
        Assert.True(File.Exists(file.Name));
    }

    [Fact]
    public void TryDeleteAbandoned_FileIsClosedOrGone_IsGone()
    {
        string path = Write("dead", "bytes");

        Assert.True(AtomicFile.TryDeleteAbandoned(path));
        Assert.False(File.Exists(path));
        Assert.True(AtomicFile.TryDeleteAbandoned(path));
    }

    [Fact]
    public async Task IsRegularFile_FilesLinksPipesAndFolders_AreToldApart()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "statx is of Linux.");
        await Shell.RunAsync(RequiredTool.Find("mkfifo"), [_directory.File("pipe")], cancellationToken: Token);
        File.CreateSymbolicLink(_directory.File("link"), Write("file", "bytes"));

        Assert.True(AtomicFile.IsRegularFile(_directory.File("file")));
        Assert.False(AtomicFile.IsRegularFile(_directory.File("link")));
        Assert.False(AtomicFile.IsRegularFile(_directory.File("pipe")));
        Assert.False(AtomicFile.IsRegularFile(_directory.Path));
        Assert.Null(AtomicFile.IsRegularFile(_directory.File("missing")));
    }

    private async Task RaceAsync(int racers, Func<string, string, bool> tryMove)
    {
        using Barrier barrier = new(racers);
        int[][] wins = await Task.WhenAll(Enumerable.Range(0, racers).Select(
            racer => Task.Factory.StartNew(
                () => Race(racer, barrier, tryMove), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(Enumerable.Range(0, Races), wins.SelectMany(race => race).Order());
        for (int racer = 0; racer < racers; racer++)
        {
            Assert.All(wins[racer], race => Assert.Equal($"{racer}", File.ReadAllText(_directory.File($"final-{race}"))));
        }
    }

    private int[] Race(int racer, Barrier barrier, Func<string, string, bool> tryMove)
    {
        List<int> wins = [];
        for (int race = 0; race < Races; race++)
        {
            // A loser's file is still there: writing it anew would make ext4 flush it, and the races are about the moves.
            string path = _directory.File($"racer-{racer}");
            _ = File.Exists(path) ? path : Write($"racer-{racer}", $"{racer}");
            barrier.SignalAndWait(Token);
            if (tryMove(path, _directory.File($"final-{race}")))
            {
                Assert.False(File.Exists(path));
                wins.Add(race);
            }
        }

        return [.. wins];
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_directory.File(name), text);
        return _directory.File(name);
    }
}
