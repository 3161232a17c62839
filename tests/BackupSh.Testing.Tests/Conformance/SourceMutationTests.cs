using BackupSh.Conformance;
using BackupSh.Sources;
using BackupSh.Testing.Tests.Conformance.Mutants;

namespace BackupSh.Testing.Tests.Conformance;

/// <summary>The same proof for sources: each broken one is caught, and each check catches one.</summary>
public sealed class SourceMutationTests
{
    private static readonly SourceMutant[] All = [.. SourceMutants.All];

    public static TheoryData<string> Names => [.. All.Select(mutant => mutant.Name)];

    public static TheoryData<string> RunnableChecks => [.. Runnable.Select(check => check.Id)];

    private static IEnumerable<SourceCheck> Runnable => SourceCheck.All.Where(check => check.Kind == CheckKind.Runnable);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Checks_OnABrokenSource_CatchIt(string name)
    {
        SourceMutant mutant = All.Single(mutant => mutant.Name == name);
        foreach (string check in mutant.CaughtBy)
        {
            CheckResult result = await mutant.Open().RunAsync(check, Token);

            Assert.True(result.Status == CheckStatus.Failed, $"A source that {name} is not caught by {result}");
            TestContext.Current.TestOutputHelper?.WriteLine(result.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(RunnableChecks))]
    public async Task Checks_OnTheSourceThatIsBrokenElsewhere_Pass(string check)
    {
        CheckResult result = await new SourceMutant("is not broken", _ => { }).Open().RunAsync(check, Token);

        Assert.True(result.Status == CheckStatus.Passed, result.ToString());
    }

    [Fact]
    public void Mutants_Together_AreCaughtByEveryCheck() =>
        Assert.Empty(Runnable.Select(check => check.Id).Except(All.SelectMany(mutant => mutant.CaughtBy)));

    [Fact]
    public void Mutants_CaughtBy_NamesChecksThatExist() =>
        Assert.Empty(All.SelectMany(mutant => mutant.CaughtBy).Except(Runnable.Select(check => check.Id)));

    [Fact]
    public async Task Checks_OnASourceThatCannotBeRestored_DoNotApplyOrPass()
    {
        FakeSource fake = new();
        FakeConformance conformance = new(fake, new WriteOnly(fake), isRestorable: false);

        ConformanceReport report = await conformance.RunAllAsync(Token);

        Assert.True(report.IsAcceptable, report.ToString());
        Assert.Equal(CheckStatus.NotApplicable, report.Results.Single(result => result.Check == "restore-gives-the-data-back").Status);
    }

    [Fact]
    public async Task Checks_OnARestorableSourceThatSaysItIsNot_Fail()
    {
        FakeConformance conformance = new(new FakeSource(), isRestorable: false);

        CheckResult result = await conformance.RunAsync("restore-gives-the-data-back", Token);

        Assert.Equal(CheckStatus.Failed, result.Status);
    }

    private sealed class WriteOnly(FakeSource inner) : IBackupSource
    {
        public SourceDescription Describe(string? database = null) => inner.Describe(database);

        public Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default) =>
            inner.WriteToAsync(destination, request, cancellationToken);
    }
}
