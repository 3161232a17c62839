using BackupSh.Conformance;
using Xunit;

namespace BackupSh.TestSupport.Sources;

/// <summary>Every check of a source as a test: what a source's test project derives from.</summary>
public abstract class SourceConformanceTests
{
    public static TheoryData<string> Checks => [.. SourceCheck.All.Select(check => check.Id)];

    /// <summary>Gets the source's declaration.</summary>
    protected abstract SourceConformance Conformance { get; }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Source_UnderCheck_KeepsItsPromise(string check)
    {
        CheckResult result = await Conformance.RunAsync(check, TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper?.WriteLine(result.ToString());
        Assert.True(result.IsAcceptable, result.ToString());
    }
}
