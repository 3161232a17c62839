using BackupSh.Conformance;
using BackupSh.Testing.Tests.Conformance.Mutants;

namespace BackupSh.Testing.Tests.Conformance;

/// <summary>The proof that the checks check: each broken storage is caught, and each check catches one.</summary>
public sealed class MutationTests
{
    private static readonly Mutant[] All =
    [
        .. UploadMutants.All, .. WriteOnceMutants.All, .. StreamMutants.All, .. ReadMutants.All, .. DeleteMutants.All, .. ListMutants.All, .. CallMutants.All, .. AbilityMutants.All,
    ];

    public static TheoryData<string> Names => [.. All.Select(mutant => mutant.Name)];

    public static TheoryData<string> RunnableChecks => [.. Runnable.Select(check => check.Id)];

    private static IEnumerable<StorageCheck> Runnable => StorageCheck.All.Where(check => check.Kind == CheckKind.Runnable);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Checks_OnABrokenStorage_CatchIt(string name)
    {
        Mutant mutant = All.Single(mutant => mutant.Name == name);
        foreach (string check in mutant.CaughtBy)
        {
            CheckResult result = await mutant.Open().RunAsync(check, TestContext.Current.CancellationToken);

            Assert.True(result.Status == CheckStatus.Failed, $"A storage that {name} is not caught by {result}");
            Assert.NotEmpty(result.Reason);
            TestContext.Current.TestOutputHelper?.WriteLine(result.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(RunnableChecks))]
    public async Task Checks_OnTheStorageThatIsBrokenElsewhere_Pass(string check)
    {
        Mutant intact = new("is not broken", _ => { });

        CheckResult result = await intact.Open().RunAsync(check, TestContext.Current.CancellationToken);

        Assert.True(result.Status == CheckStatus.Passed, result.ToString());
    }

    [Fact]
    public void Mutants_Together_AreCaughtByEveryCheck() =>
        Assert.Empty(Runnable.Select(check => check.Id).Except(All.SelectMany(mutant => mutant.CaughtBy)));

    [Fact]
    public void Mutants_CaughtBy_NamesChecksThatExist() =>
        Assert.Empty(All.SelectMany(mutant => mutant.CaughtBy).Except(Runnable.Select(check => check.Id)));
}
