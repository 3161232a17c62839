using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Storage.S3.Tests;

public sealed class PartPlanTests
{
    private const long MiB = 1024 * 1024;
    private const long GiB = 1024 * MiB;

    private static readonly int[] NumbersOfPhases = [1, 2000, 2001, 4001, 6001, 8001, 10_000];

    private static readonly Arbitrary<PartPlan> AnyPlan = (
        from part in Gen.Choose(PartPlan.SmallestPartBytes, PartPlan.LargestPartBytes)
        from hint in Gen.OneOf(Gen.Constant((long?)null), Gen.Choose(0, 3000).Select(gib => (long?)gib * GiB), Gen.Choose(0, int.MaxValue).Select(bytes => (long?)bytes))
        select new PartPlan(part, isUniform: false, hint)).ToArbitrary();

    [Fact]
    public void BytesOf_NothingKnown_DoublesEveryTwoThousandParts()
    {
        PartPlan plan = new(PartPlan.DefaultPartBytes, isUniform: false, null);

        Assert.Equal(
            [(1, 16 * MiB), (2000, 16 * MiB), (2001, 32 * MiB), (4001, 64 * MiB), (6001, 128 * MiB), (8001, 256 * MiB), (10_000, 256 * MiB)],
            NumbersOfPhases.Select(number => (number, (long)plan.BytesOf(number))));
        Assert.Equal(2000 * 496 * MiB, plan.Capacity);
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(156, 16)]
    [InlineData(157, 32)]
    [InlineData(600, 64)]
    [InlineData(2400, 256)]
    public void BytesOf_SizeIsExpected_IsAsSmallAsTenThousandPartsAllow(int gib, int mib)
    {
        PartPlan plan = new(PartPlan.DefaultPartBytes, isUniform: false, gib * GiB);

        Assert.Equal(mib * MiB, plan.BytesOf(1));
        Assert.True(plan.Capacity >= gib * GiB);
    }

    [Fact]
    public void BytesOf_Uniform_IsTheSameForAllParts()
    {
        PartPlan plan = new(PartPlan.DefaultPartBytes, isUniform: true, 500 * GiB);

        Assert.All(Enumerable.Range(1, PartPlan.MostParts), number => Assert.Equal(64 * MiB, plan.BytesOf(number)));
    }

    [Fact]
    public void BytesOf_AnyPlan_NeverShrinksAndKeepsTheServersLimits() =>
        Prop.ForAll(AnyPlan, plan =>
        {
            int[] sizes = [.. Enumerable.Range(1, PartPlan.MostParts).Select(plan.BytesOf)];
            return sizes.Zip(sizes.Skip(1)).All(pair => pair.First <= pair.Second)
                && sizes[0] >= PartPlan.SmallestPartBytes
                && sizes[^1] <= PartPlan.LargestPartBytes;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public void Capacity_AnyHintThatCanBeKept_HoldsIt() =>
        Prop.ForAll(
            Gen.Choose(PartPlan.SmallestPartBytes, PartPlan.LargestPartBytes).ToArbitrary(),
            Gen.Choose(0, 2400).ToArbitrary(),
            (part, gib) => new PartPlan(part, isUniform: false, gib * GiB).Capacity >= gib * GiB && new PartPlan(part, isUniform: true, gib * GiB).Capacity >= gib * GiB)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(50));
}
