using BackupSh.Testing;

namespace Snippets;

/// <summary>Blocks of the README of BackupSh.Testing.</summary>
public sealed class Testing
{
    internal static void Faults()
    {
        InMemoryStorage memory = new();
        FaultyStorage storage = new FaultyStorage(memory)
            .On(StorageOperation.Upload).Call(2).AtByte(1024).Fail()
            .On(StorageOperation.Upload).Named("erp.info").AfterIsApplied().FailTransiently()
            .On(StorageOperation.List).AtEntry(3).Truncate();

        // … run the code under test against the storage …

        Assert.Equal(["List ", "Upload erp.zip", "Upload erp.info"], storage.Calls.Select(call => call.ToString()));
        Assert.Equal(["erp.zip"], memory.Names);
    }
}
