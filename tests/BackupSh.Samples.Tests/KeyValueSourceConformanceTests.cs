using BackupSh.Conformance;

namespace BackupSh.Samples.Tests;

public sealed class KeyValueSourceConformanceTests
{
    public static TheoryData<string> Checks => [.. SourceCheck.All.Select(check => check.Id)];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Source_UnderCheck_KeepsItsPromise(string check)
    {
        CheckResult result = await new KeyValueSourceConformance().RunAsync(check, TestContext.Current.CancellationToken);

        Assert.True(result.IsAcceptable, result.ToString());
    }
}
