using BackupSh.Conformance;
using BackupSh.Storage;
using BackupSh.Testing.Tests.Conformance.Mutants;

namespace BackupSh.Testing.Tests.Conformance;

public sealed class ConformanceDeclarationTests
{
    private const string Some = "deletion-of-nothing-is-nothing";
    private const string Covered = "memory-is-bounded";
    private const string Wire = "retries-come-to-an-end";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_KnownDeviationThatFails_IsADeviationWithTheReason()
    {
        Declared declared = new(new Hungry()) { Deviates = (Some, "It eats everything.") };

        CheckResult result = await declared.Declare().RunAsync(Some, Token);

        Assert.Equal(CheckStatus.Deviation, result.Status);
        Assert.StartsWith("It eats everything. (seen: ", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_KnownDeviationThatPasses_Fails()
    {
        Declared declared = new(new InMemoryStorage()) { Deviates = (Some, "It eats everything.") };

        CheckResult result = await declared.Declare().RunAsync(Some, Token);

        Assert.Equal(CheckStatus.Failed, result.Status);
        Assert.Contains("remove the declaration", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_KnownDeviationThatDoesNotApply_Fails()
    {
        Declared declared = new(new InMemoryStorage { CreatesOnly = false }) { Deviates = ("racing-writers-have-one-winner", "Nobody wins.") };

        CheckResult result = await declared.Declare().RunAsync("racing-writers-have-one-winner", Token);

        Assert.Equal(CheckStatus.Failed, result.Status);
    }

    [Fact]
    public async Task RunAsync_CheckOfTheAdaptersOwnWithoutClaim_Fails()
    {
        CheckResult result = await new Declared(new InMemoryStorage()).Declare().RunAsync(Covered, Token);

        Assert.Equal(CheckStatus.Failed, result.Status);
        Assert.StartsWith("Nobody has said which test", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_CheckOfTheAdaptersOwnWithClaim_NamesTheTest()
    {
        Declared declared = new(new InMemoryStorage()) { Covers = (Covered, nameof(RunAsync_CheckOfTheAdaptersOwnWithClaim_NamesTheTest)) };

        CheckResult result = await declared.Declare().RunAsync(Covered, Token);

        Assert.Equal(
            new CheckResult(Covered, CheckStatus.Covered, $"by {nameof(ConformanceDeclarationTests)}.{nameof(RunAsync_CheckOfTheAdaptersOwnWithClaim_NamesTheTest)}"),
            result);
    }

    [Theory]
    [InlineData(true, CheckStatus.Failed)]
    [InlineData(false, CheckStatus.NotApplicable)]
    public async Task RunAsync_WireCheckWithoutClaim_AppliesToRemoteStorages(bool isRemote, CheckStatus expected)
    {
        Declared declared = new(new InMemoryStorage()) { IsRemote = isRemote };

        Assert.Equal(expected, (await declared.Declare().RunAsync(Wire, Token)).Status);
    }

    [Fact]
    public void Constructor_ClaimOfATestThatIsNotThere_IsMisuse() =>
        Assert.Throws<ArgumentException>(() => new Declared(new InMemoryStorage()) { Covers = (Covered, "NoSuchTest") }.Declare());

    [Theory]
    [InlineData("no-such-check", "reason")]
    [InlineData(Some, " ")]
    public void Constructor_DeviationWithoutCheckOrReason_IsMisuse(string check, string reason) =>
        Assert.Throws<ArgumentException>(() => new Declared(new InMemoryStorage()) { Deviates = (check, reason) }.Declare());

    [Fact]
    public void Constructor_RunnableCheckDeclaredNotToApply_IsMisuse() =>
        Assert.Throws<ArgumentException>(() => new Declared(new InMemoryStorage()) { NotApplicable = Some }.Declare());

    [Fact]
    public async Task RunAsync_UnknownCheck_IsMisuse() =>
        await Assert.ThrowsAsync<ArgumentException>(() => new Declared(new InMemoryStorage()).RunAsync("no-such-check", Token));

    [Fact]
    public async Task RunAllAsync_InMemory_HasOneAcceptableResultPerCheckAndLeavesNothing()
    {
        InMemoryStorage storage = new();

        ConformanceReport report = await new InMemoryConformance(storage).RunAllAsync(Token);

        Assert.True(report.IsAcceptable, report.ToString());
        Assert.Equal(StorageCheck.All.Select(check => check.Id).Order(), report.Results.Select(result => result.Check).Order());
        Assert.Empty(storage.Names);
    }

    [Fact]
    public async Task Judge_CheckWasNotRun_Fails()
    {
        InMemoryConformance conformance = new(new InMemoryStorage());
        CheckResult[] results = [.. (await conformance.RunAllAsync(Token)).Results.Where(result => result.Check != Some)];

        ConformanceReport report = conformance.Judge(results);

        Assert.Equal([Some], report.Failures.Select(failure => failure.Check));
        Assert.Contains("It was not run", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ObjectsCannotBeDeleted_FailsAndNamesThem()
    {
        InMemoryStorage storage = new() { AllowsDelete = false };

        CheckResult result = await new InMemoryConformance(storage).RunAsync("upload-is-listed-at-once", Token);

        Assert.Equal(CheckStatus.Failed, result.Status);
        Assert.Contains(storage.Names[0] + " (Retained", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_IsCancelled_CleansUpAndThrows()
    {
        InMemoryStorage storage = new();
        using CancellationTokenSource stop = new();
        FaultyStorage stopping = new FaultyStorage(storage).On(StorageOperation.Upload).Call(3).LieAboutObjects(stored =>
        {
            stop.Cancel();
            return stored;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new InMemoryConformance(stopping).RunAsync("upload-is-listed-at-once", stop.Token));

        Assert.Empty(storage.Names);
    }

    [Fact]
    public async Task RunAsync_StorageHangs_FailsWithinTheTimeout()
    {
        FaultyStorage hanging = new FaultyStorage(new InMemoryStorage()).On(StorageOperation.Upload).Call(2).Hang();

        CheckResult result = await new InMemoryConformance(hanging, timeout: TimeSpan.FromSeconds(1)).RunAsync("upload-is-listed-at-once", Token);

        Assert.StartsWith("It hangs: it did not end within 00:00:01", result.Reason, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Failed, result.Status);
    }

    [Fact]
    public async Task ObserveAsync_StorageInUse_FindsItsTraitsAndLeavesTheRest()
    {
        InMemoryStorage storage = new();
        storage.Put("foreign", [1]);

        StorageConformance observed = await StorageConformance.ObserveAsync(storage, "scratch-", Token);
        ConformanceReport report = await observed.RunAllAsync(Token);

        Assert.Equal(
            new StorageTraits { CreateOnly = CreateOnlyScope.AllObjects, HasObjectLock = true, HasVersions = true, ChecksumAlgorithm = "sha256", PartBytes = observed.Traits.PartBytes },
            observed.Traits);
        Assert.True(report.IsAcceptable, report.ToString());
        Assert.Equal(["foreign"], storage.Names);
    }

    [Fact]
    public async Task ObserveAsync_StorageThatFoldsCase_NoticesIt()
    {
        BrokenStorage folding = new(new InMemoryStorage());
        WriteOnceMutants.FoldsCase(folding);

        Assert.True((await StorageConformance.ObserveAsync(folding, "scratch-", Token)).Traits.FoldsCase);
    }

    [Fact]
    public async Task RunAllAsync_TwiceAtOnceOnOneStorage_DoNotDisturbEachOther()
    {
        InMemoryStorage storage = new();

        ConformanceReport[] reports = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => Task.Run(() => new InMemoryConformance(storage).RunAllAsync(Token), Token)));

        Assert.All(reports, report => Assert.True(report.IsAcceptable, report.ToString()));
        Assert.Empty(storage.Names);
    }

    [Theory]
    [InlineData("empty-object-is-an-object", 0, CheckStatus.Failed)]
    [InlineData("empty-object-is-an-object", 10, CheckStatus.Passed)]
    [InlineData("upload-is-listed-at-once", 10, CheckStatus.Failed)]
    public async Task RunAsync_ListingLags_IsPatientButNotWhereItMatters(string check, int delaySeconds, CheckStatus expected)
    {
        Mutant lagging = new("lags", ListMutants.ListsLate) { Declare = traits => traits with { ListingDelay = TimeSpan.FromSeconds(delaySeconds) } };

        CheckResult result = await lagging.Open().RunAsync(check, Token);

        Assert.True(result.Status == expected, result.ToString());
    }

    private sealed class Declared(IBackupStorage storage) : StorageConformance
    {
        internal (string Check, string Reason)? Deviates { get; init; }

        internal (string Check, string Test)? Covers { get; init; }

        internal string? NotApplicable { get; init; }

        internal bool IsRemote { get; init; } = true;

        public override StorageTraits Traits => new InMemoryConformance(storage).Traits with { IsRemote = IsRemote };

        public override Task<IBackupStorage> OpenAsync(CancellationToken cancellationToken = default) => Task.FromResult(storage);

        public override Task<IBackupStorage?> OpenMissingAsync(CancellationToken cancellationToken = default) => Task.FromResult<IBackupStorage?>(null);

        internal Declared Declare()
        {
            if (Deviates is { } deviation)
            {
                KnownDeviation(deviation.Check, deviation.Reason);
            }

            if (Covers is { } covered)
            {
                CoveredBy(covered.Check, typeof(ConformanceDeclarationTests), covered.Test);
            }

            if (NotApplicable is { } check)
            {
                DoesNotApply(check, "Whatever.");
            }

            return this;
        }
    }

    /// <summary>Deletes everything when it is asked to delete nothing.</summary>
    private sealed class Hungry : IBackupStorage
    {
        private readonly InMemoryStorage _inner = new();

        public IAsyncEnumerable<StorageObject> ListAsync(string prefix, CancellationToken cancellationToken = default) => _inner.ListAsync(prefix, cancellationToken);

        public Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default) =>
            _inner.UploadAsync(name, content, options, cancellationToken);

        public Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default) =>
            _inner.OpenReadAsync(name, range, cancellationToken);

        public async Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
        {
            IReadOnlyList<DeleteOutcome> outcomes = await _inner.DeleteAsync(names.Count == 0 ? _inner.Names : names, cancellationToken);
            return names.Count == 0 ? [] : outcomes;
        }
    }
}
