using System.Text.RegularExpressions;
using BackupSh.Conformance;

namespace BackupSh.Testing.Tests.Conformance;

public sealed partial class StorageCheckTests
{
    public static TheoryData<string> Runnable => [.. StorageCheck.All.Where(check => check.Kind == CheckKind.Runnable).Select(check => check.Id)];

    [Fact]
    public void All_Ids_AreUniqueWordsWithHyphens()
    {
        Assert.All(StorageCheck.All, check => Assert.Matches(Id(), check.Id));
        Assert.Equal(StorageCheck.All.Count, StorageCheck.All.Select(check => check.Id).Distinct().Count());
    }

    [Fact]
    public void All_Promises_AreSentencesOfTheirOwn()
    {
        Assert.All(StorageCheck.All, check => Assert.Matches(@"^[A-Z0-9].*\.$", check.Promise));
        Assert.Equal(StorageCheck.All.Count, StorageCheck.All.Select(check => (check.Clause, check.Promise)).Distinct().Count());
    }

    [Fact]
    public void All_EveryClause_HasChecksThatRunFromOutside() =>
        Assert.Equal(
            Enum.GetValues<StorageClause>(),
            StorageCheck.All.Where(check => check.Kind == CheckKind.Runnable).Select(check => check.Clause).Distinct().Order());

    [Theory]
    [MemberData(nameof(Runnable))]
    public async Task CostFor_ARunOfTheCheck_IsAnHonestUpperBound(string id)
    {
        InMemoryConformance conformance = new(new InMemoryStorage());
        StorageCheck check = StorageCheck.All.Single(check => check.Id == id);

        CheckResult result = await conformance.RunAsync(id, TestContext.Current.CancellationToken);

        CheckCost said = check.CostFor(conformance.Traits);
        Assert.True(
            result.Cost.Calls <= said.Calls && result.Cost.Bytes <= said.Bytes,
            $"{id} costs more than it says: {result.Cost} > {said}");
        if (result.Status == CheckStatus.Passed && !EndsByChance(id))
        {
            Assert.True(
                said.Calls <= (2 * result.Cost.Calls) + 2 && said.Bytes <= (2 * result.Cost.Bytes) + 1000,
                $"{id} costs less than half of what it says: {result.Cost} < {said}");
        }
    }

    // They look until somebody else is ready, or read only as far as the storage lets them before it refuses.
    private static bool EndsByChance(string id) =>
        id is "readers-see-all-or-nothing" or "listing-during-uploads-has-all-that-were-there" or "taken-name-is-refused-for-many-parts"
        || id.StartsWith("racing-", StringComparison.Ordinal);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Id();
}
