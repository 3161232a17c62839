using BackupSh.Conformance;

namespace BackupSh.Samples.Tests;

public sealed class TableStorageConformanceTests : IDisposable
{
    private readonly TableStorageConformance _conformance = new();

    public static TheoryData<string> Checks => [.. StorageCheck.All.Select(check => check.Id)];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Storage_UnderCheck_KeepsItsPromise(string check)
    {
        CheckResult result = await _conformance.RunAsync(check, TestContext.Current.CancellationToken);

        Assert.True(result.IsAcceptable, result.ToString());
    }

    public void Dispose() => _conformance.Dispose();
}
