using BackupSh.Cli.Output;

namespace BackupSh.Cli.Tests.Output;

public sealed class QuantitiesTests
{
    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1, "1 byte")]
    [InlineData(1023, "1023 bytes")]
    [InlineData(1024, "1.0 KiB (1,024 bytes)")]
    [InlineData(1_048_524, "1024 KiB (1,048,524 bytes)")]
    [InlineData(1_048_575, "1.0 MiB (1,048,575 bytes)")]
    [InlineData(125_829_120, "120 MiB (125,829,120 bytes)")]
    [InlineData(long.MaxValue, "8.0 EiB (9,223,372,036,854,775,807 bytes)")]
    public void ExactSize_AnyNumber_IsForPeopleAndExact(long bytes, string expected) => Assert.Equal(expected, Quantities.ExactSize(bytes));

    [Theory]
    [InlineData(0, "0.00 s")]
    [InlineData(0.354, "0.35 s")]
    [InlineData(9.999, "10.0 s")]
    [InlineData(59.96, "1 min 00 s")]
    [InlineData(185, "3 min 05 s")]
    [InlineData(3599.6, "1 h 00 min")]
    [InlineData(7380, "2 h 03 min")]
    public void Duration_AnyNumber_HasTwoUnitsAtMost(double seconds, string expected) => Assert.Equal(expected, Quantities.Duration(seconds));
}
