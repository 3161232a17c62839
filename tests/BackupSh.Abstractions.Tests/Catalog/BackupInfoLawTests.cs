using System.Text;
using BackupSh.Catalog;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Abstractions.Tests.Catalog;

public sealed class BackupInfoLawTests
{
    private const int FuzzRounds = 50_000;

    [Fact]
    public void WriteThenRead_AnyInfo_IsIdentity() =>
        Prop.ForAll(InfoGenerators.Info, info =>
        {
            IReadOnlyList<string> differences = InfoSamples.Differences(info, BackupInfoFile.Read(BackupInfoFile.Write(info), info.Name));
            return differences.Count == 0 ? true : throw new InvalidOperationException(string.Join(", ", differences));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Write_AnyInfo_IsPrintableAsciiWithoutPercent() =>
        Prop.ForAll(InfoGenerators.Info, info => BackupInfoFile.Write(info).All(b => b is (byte)'\n' or (>= 0x20 and <= 0x7E and not (byte)'%')))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Read_AnyBytes_ThrowsNothingButTheTypedException() =>
        Prop.ForAll<byte[]>(bytes => Survives(bytes ?? [])).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Read_MutatedFiles_ThrowsNothingButTheTypedException()
    {
        byte[][] seeds = [BackupInfoFile.Write(InfoSamples.Ours()), InfoSamples.Ascii(InfoSamples.ModulesText), [.. Encoding.UTF8.GetBytes("[common]\ndatabase = größe\n")]];
        Random random = new(20261124);
        int readable = 0;
        for (int round = 0; round < FuzzRounds; round++)
        {
            byte[] mutant = Mutate(seeds[round % seeds.Length], random);
            readable += BackupInfoFile.TryRead(mutant, null, out BackupInfo? info, out _) && Rewritable(info) ? 1 : 0;
        }

        Assert.InRange(readable, 1, FuzzRounds - 1);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData(" a ", "\\u0020a\\u0020")]
    [InlineData("a b", "a b")]
    [InlineData(" ", "\\u0020")]
    [InlineData("100%", "100\\u0025")]
    [InlineData("a\\b", "a\\u005cb")]
    [InlineData("a\r\nb", "a\\u000d\\u000ab")]
    [InlineData("ü", "\\u00fc")]
    [InlineData("😀", "\\ud83d\\ude00")]
    public void Escape_Value_IsSpelledAsDocumented(string value, string spelled)
    {
        Assert.Equal(spelled, IniText.Escape(value));
        Assert.Equal(value, IniText.Unescape(spelled));
    }

    [Theory]
    [InlineData("a\\b")]
    [InlineData("\\u12")]
    [InlineData("\\unit")]
    [InlineData("\\U0041")]
    [InlineData("\\\\")]
    [InlineData("end\\")]
    public void Unescape_BackslashThatIsNoEscape_StandsForItself(string spelled) => Assert.Equal(spelled, IniText.Unescape(spelled));

    private static bool Survives(byte[] bytes)
    {
        BackupInfoFile.TryRead(bytes, InfoSamples.Name, out _, out _);
        BackupPinFile.TryRead(bytes, out _, out _);
        return true;
    }

    private static bool Rewritable(BackupInfo info) =>
        InfoSamples.Differences(info, BackupInfoFile.Read(BackupInfoFile.Write(info))).All(name => name == nameof(BackupInfo.UnknownEntries));

    private static byte[] Mutate(byte[] seed, Random random)
    {
        List<byte> bytes = [.. seed];
        for (int edits = random.Next(1, 6); edits > 0; edits--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at))); break;
                default: bytes.InsertRange(at, "\n=[]:%\\u0"u8.ToArray().AsSpan(0, random.Next(1, 9))); break;
            }

            bytes = bytes.Count == 0 ? [0] : bytes;
        }

        return [.. bytes];
    }
}
