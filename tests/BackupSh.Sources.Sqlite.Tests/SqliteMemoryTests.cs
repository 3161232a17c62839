using BackupSh.TestSupport;

namespace BackupSh.Sources.Sqlite.Tests;

/// <summary>A dump in a process whose heap is smaller than the database.</summary>
public sealed class SqliteMemoryTests
{
    [Fact]
    public async Task WriteToAsync_LargerThanTheHeap_Succeeds() =>
        await SmallHeap.RunAsync(
            GetType().GetMethod(nameof(WriteToAsync_ChildProcess_DumpsMoreThanItsHeap))!,
            new Dictionary<string, string>(),
            TestContext.Current.CancellationToken);

    [Fact(Explicit = true)]
    public async Task WriteToAsync_ChildProcess_DumpsMoreThanItsHeap()
    {
        using TestDatabase database = new(megabytes: (int)(SmallHeap.EnoughBytes / (1024 * 1024)));

        await database.BackUpAsync("dump.sqlite3");

        Assert.InRange(new FileInfo(database.File("dump.sqlite3")).Length, SmallHeap.EnoughBytes, long.MaxValue);
        SmallHeap.AssertIsLimited();
    }
}
