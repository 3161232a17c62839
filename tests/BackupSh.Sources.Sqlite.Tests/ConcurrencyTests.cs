using Microsoft.Data.Sqlite;

namespace BackupSh.Sources.Sqlite.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task WriteToAsync_AmountsMoveMeanwhile_TotalIsConstantInEveryBackup()
    {
        using TestDatabase database = new(megabytes: 5);
        using TestDatabase.Mover mover = database.StartMover();
        using CancellationTokenSource stop = new();
        Task<int> moving = Task.Run(() => MoveAsync(mover, stop.Token), TestContext.Current.CancellationToken);
        for (int round = 0; round < 20; round++)
        {
            await database.BackUpAsync($"{round}.sqlite3");
            Assert.Equal(TestDatabase.Total, TestDatabase.Ask<long>(database.File($"{round}.sqlite3"), "SELECT sum(amount) FROM account"));
            Assert.Equal("ok", TestDatabase.Ask<string>(database.File($"{round}.sqlite3"), "PRAGMA integrity_check"));
        }

        await stop.CancelAsync();
        Assert.True(await moving > 0);
    }

    [Fact]
    public async Task WriteToAsync_RollbackJournal_OtherProcessCommitsAfterwards()
    {
        using TestDatabase database = new("delete", megabytes: 20);
        using TestDatabase.Mover mover = database.StartMover();
        Task? commit = null;
        bool committedDuring = false;
        await database.BackUpAsync("copy.sqlite3", database.Source(stepped: _ =>
        {
            commit ??= mover.CommitAsync(1, 2, 50);
            committedDuring |= commit.IsCompleted;
        }));
        Assert.False(committedDuring);
        await commit!;
        Assert.Equal(100, TestDatabase.Ask<long>(database.File("copy.sqlite3"), "SELECT amount FROM account WHERE id = 1"));
        Assert.Equal(50, TestDatabase.Ask<long>(database.Path, "SELECT amount FROM account WHERE id = 1"));
    }

    [Fact]
    public async Task WriteToAsync_HostHoldsALock_DoesNotLoseIt()
    {
        using TestDatabase database = new("delete");
        using SqliteConnection host = database.Connect();
        TestDatabase.Execute(host, "BEGIN IMMEDIATE; UPDATE account SET amount = 0 WHERE id = 1");
        database.Source().Describe();
        await database.BackUpAsync("copy.sqlite3");

        // Had anything in this process opened and closed the file, another process could now lock it too.
        string other = (await TestSupport.Shell.RunAsync(
            TestSupport.RequiredTool.Find("sqlite3"), [database.Path, "BEGIN IMMEDIATE"], cancellationToken: TestContext.Current.CancellationToken)).Error;
        Assert.Contains("locked", other, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task WriteToAsync_CancelledDuringTheCopy_LeavesNoFileAndNoDescriptor(int step)
    {
        using TestDatabase database = new(megabytes: 30);
        using CancellationTokenSource stop = new();
        int steps = 0;
        SqliteSource source = database.Source(stepped: _ =>
        {
            if (++steps == step)
            {
                stop.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.BackUpAsync("copy.sqlite3", source, stop.Token));
        Assert.Equal(step, steps);
        AssertNothingLeft(database);
    }

    [Fact]
    public async Task WriteToAsync_CancelledWhileLocked_StopsWaiting()
    {
        using TestDatabase database = new("delete");
        using SqliteConnection other = database.Connect();
        TestDatabase.Execute(other, "BEGIN EXCLUSIVE");
        using CancellationTokenSource stop = new();
        Task backup = database.BackUpAsync("copy.sqlite3", cancellationToken: stop.Token);
        Assert.False(backup.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => backup);
    }

    [Fact]
    public async Task WriteToAsync_DestinationFails_PassesItsErrorAndLeavesNothing()
    {
        using TestDatabase database = new(megabytes: 1);
        using MemoryStream full = new(new byte[1000]);
        await Assert.ThrowsAsync<NotSupportedException>(
            () => database.Source().WriteToAsync(full, new SourceRequest { RunId = "run" }, TestContext.Current.CancellationToken));
        AssertNothingLeft(database);
    }

    [Fact]
    public async Task RestoreAsync_Cancelled_LeavesNoFileAndNoDescriptor()
    {
        using TestDatabase database = new(megabytes: 1);
        await database.BackUpAsync("copy.sqlite3");
        using CancellationTokenSource stop = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.RestoreAsync(
            "copy.sqlite3", "back.db", hook: (_, _) => stop.CancelAsync(), cancellationToken: stop.Token));
        Assert.Empty(Directory.EnumerateFiles(database.Folder, "back.db*"));
        AssertNothingLeft(database);
    }

    private static async Task<int> MoveAsync(TestDatabase.Mover mover, CancellationToken cancellationToken)
    {
        int commits = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            await mover.CommitAsync((commits % 1000) + 1, ((commits * 7) % 1000) + 1, 1);
            commits++;
        }

        return commits;
    }

    private static void AssertNothingLeft(TestDatabase database)
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(database.Scratch));
        if (OperatingSystem.IsLinux())
        {
            Assert.DoesNotContain(
                Directory.EnumerateFiles("/proc/self/fd"),
                descriptor => new FileInfo(descriptor).LinkTarget?.StartsWith(database.Folder, StringComparison.Ordinal) == true);
        }
    }
}
