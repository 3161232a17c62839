using System.Diagnostics;
using BackupSh.TestSupport;

namespace BackupSh.Sources.Sqlite.Tests;

/// <summary>A dump in a process whose heap is smaller than the database.</summary>
public sealed class SqliteMemoryTests
{
    private const int Megabytes = 192;

    // The runtime throws OutOfMemoryException beyond it. 96 MiB, hexadecimal.
    private const string HeapLimit = "6000000";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteToAsync_LargerThanTheHeap_Succeeds()
    {
        Dictionary<string, string> environment = new() { ["DOTNET_GCHeapHardLimit"] = HeapLimit };

        using Process child = ChildTest.Start(GetType().GetMethod(nameof(WriteToAsync_ChildProcess_DumpsMoreThanItsHeap))!, environment);
        Task<string> error = child.StandardError.ReadToEndAsync(Token);
        string output = await child.StandardOutput.ReadToEndAsync(Token);
        await child.WaitForExitAsync(Token);

        Assert.True(child.ExitCode == 0, output + await error);
    }

    [Fact(Explicit = true)]
    public async Task WriteToAsync_ChildProcess_DumpsMoreThanItsHeap()
    {
        using TestDatabase database = new(megabytes: Megabytes);

        await database.BackUpAsync("dump.sqlite3");

        Assert.True(new FileInfo(database.File("dump.sqlite3")).Length > Megabytes * 1024L * 1024);
        Assert.True(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < Megabytes * 1024L * 1024, "The heap is not limited: this proves nothing.");
    }
}
