using BackupSh.Shared;
using BackupSh.Storage;
using BackupSh.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Tests.Storage;

public sealed class TemporaryFilesTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void NewName_AnyRunId_IsOursAndNoObjectsAndFitsADirectory() =>
        Prop.ForAll<NonNull<string>>(runId =>
        {
            string name = TemporaryFiles.NewName(runId.Get);
            return TemporaryFiles.IsOurs(name) && !ObjectName.IsValid(name) && name.Length <= 255 && Path.GetFileName(name) == name;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void NewName_Twice_IsAnother() => Assert.NotEqual(TemporaryFiles.NewName("run-1"), TemporaryFiles.NewName("run-1"));

    [Theory]
    [InlineData(".backupsh-run.tmp")]
    [InlineData(".backupsh-run-0123456789abcdeg.tmp")]
    [InlineData(".backupsh-run-0123456789abcdef.tmp.bak")]
    [InlineData(".backupsh-run-0123456789abcdef.tmp\n")]
    [InlineData("backupsh-run-0123456789abcdef.tmp")]
    [InlineData(".other-run-0123456789abcdef.tmp")]
    public void IsOurs_AnotherProgramsName_IsNot(string name) => Assert.False(TemporaryFiles.IsOurs(name));

    [Fact]
    public void Sweep_StaleFile_IsDeleted()
    {
        string stale = Write(TemporaryFiles.NewName("run-1"), Now - Day - TimeSpan.FromSeconds(1));

        TemporaryFiles.Sweep(_directory.Path, Day, Now);

        Assert.False(File.Exists(stale));
    }

    [Fact]
    public void Sweep_YoungFile_Stays()
    {
        string young = Write(TemporaryFiles.NewName("run-1"), Now - Day);

        TemporaryFiles.Sweep(_directory.Path, Day, Now);

        Assert.True(File.Exists(young));
    }

    [Fact]
    public void Sweep_OldFileThatIsStillOpen_Stays()
    {
        using FileStream live = AtomicFile.Create(_directory.File(TemporaryFiles.NewName("run-1")));
        File.SetLastWriteTimeUtc(live.SafeFileHandle, (Now - (10 * Day)).UtcDateTime);

        TemporaryFiles.Sweep(_directory.Path, Day, Now);

        Assert.True(File.Exists(live.Name));
    }

    [Theory]
    [InlineData(".backupsh-notes.tmp")]
    [InlineData(".hidden")]
    [InlineData("erp.info")]
    public void Sweep_OldForeignFile_Stays(string name)
    {
        string foreign = Write(name, Now - (10 * Day));

        TemporaryFiles.Sweep(_directory.Path, Day, Now);

        Assert.True(File.Exists(foreign));
    }

    [Fact]
    public void Sweep_LinkWithOurName_IsNotFollowed()
    {
        string target = Write("target", Now - (10 * Day));
        File.CreateSymbolicLink(_directory.File(TemporaryFiles.NewName("run-1")), target);

        TemporaryFiles.Sweep(_directory.Path, Day, Now);

        Assert.True(File.Exists(target));
    }

    private string Write(string name, DateTimeOffset lastWrite)
    {
        string path = _directory.File(name);
        File.WriteAllText(path, "bytes");
        File.SetLastWriteTimeUtc(path, lastWrite.UtcDateTime);
        return path;
    }
}
