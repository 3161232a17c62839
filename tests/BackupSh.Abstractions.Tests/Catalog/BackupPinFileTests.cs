using System.Text;
using BackupSh.Catalog;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Abstractions.Tests.Catalog;

public sealed class BackupPinFileTests
{
    private static readonly DateTimeOffset Until = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Write_Pin_IsIni() =>
        Assert.Equal(
            "[pin]\nreason = before the migration, 100\\u0025\nuntil = 2027-01-01_00-00-00\nby = ops\n\n",
            Encoding.ASCII.GetString(BackupPinFile.Write(new BackupPin("before the migration, 100%", Until, "ops"))));

    [Fact]
    public void WriteThenRead_AnyPin_IsIdentity() =>
        Prop.ForAll<string, string, int?>((reason, by, seconds) =>
        {
            BackupPin pin = new(reason ?? "", seconds is { } s ? Until.AddSeconds(s) : null, by ?? "");
            return BackupPinFile.Read(BackupPinFile.Write(pin)) == pin;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task ReadAsync_NewerPin_PassesOverWhatItDoesNotKnow()
    {
        using MemoryStream stream = new(InfoSamples.Ascii("[pin]\nreason = legal hold\nby = ops\nticket = 7\n[more]\nx = 1\n"));

        BackupPin pin = await BackupPinFile.ReadAsync(stream, TestContext.Current.CancellationToken);

        Assert.Equal(new BackupPin("legal hold", null, "ops"), pin);
    }

    [Theory]
    [InlineData("", "BSH0021")]
    [InlineData("[pin]\nreason = x\n", "BSH0023")]
    [InlineData("[pin]\nby = x\n", "BSH0023")]
    [InlineData("[pin]\nreason = x\nby = y\nuntil = tomorrow\n", "BSH0020")]
    public void TryRead_Fault_ReturnsIt(string text, string code)
    {
        Assert.False(BackupPinFile.TryRead(InfoSamples.Ascii(text), out _, out BackupInfoFault? fault));
        Assert.Equal(code, fault.Error.Code);
    }

    [Fact]
    public void Write_TextLongerThanALine_IsRefused() =>
        Assert.Throws<ArgumentException>(() => BackupPinFile.Write(new BackupPin(new string('x', 5000), null, "ops")));

    [Fact]
    public void HoldsAt_Until_EndsWithIt()
    {
        BackupPin pin = new("x", Until, "ops");

        Assert.True(pin.HoldsAt(Until.AddSeconds(-1)));
        Assert.False(pin.HoldsAt(Until));
        Assert.True((pin with { Until = null }).HoldsAt(DateTimeOffset.MaxValue));
    }
}
