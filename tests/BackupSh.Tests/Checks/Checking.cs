using BackupSh.Checks;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Checks;

/// <summary>Runs the check of an engine, and looks at its results.</summary>
internal static class Checking
{
    internal static async Task<List<CheckResult>> CheckAsync(this EngineFixture engine, string? storage = null, CancellationToken? cancellationToken = null)
    {
        List<CheckResult> results = [];
        await foreach (CheckResult result in engine.Get<EngineCheck>().RunAsync(storage, cancellationToken ?? TestContext.Current.CancellationToken))
        {
            results.Add(result);
        }

        return results;
    }

    internal static async Task<CheckResult> CheckAsync(this EngineFixture engine, CheckKind kind) =>
        Assert.Single(await engine.CheckAsync(), result => result.Kind == kind);

    internal static void Expect(this CheckResult result, CheckStatus status, string? code)
    {
        Assert.Equal((status, code), (result.Status, result.Error?.Code));
    }
}
