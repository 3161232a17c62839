using BackupSh.Conformance;
using Xunit;

namespace BackupSh.TestSupport.Storage;

/// <summary>Every check of a storage as a test: what an adapter's test project derives from.</summary>
public abstract class StorageConformanceTests
{
    public static TheoryData<string> Checks => [.. StorageCheck.All.Select(check => check.Id)];

    /// <summary>Gets the storage's declaration.</summary>
    protected abstract StorageConformance Conformance { get; }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Storage_UnderCheck_KeepsItsPromise(string check)
    {
        CheckResult result = await Conformance.RunAsync(check, TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper?.WriteLine(result.ToString());
        Assert.True(result.IsAcceptable, result.ToString());
    }
}
