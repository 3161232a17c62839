using System.Globalization;
using System.Text;
using BackupSh.Cli.Output;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Cli.Tests.Output;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("shop.2026-11-24_03-00-00", "shop.2026-11-24_03-00-00")]
    [InlineData("Müller 数据", "Müller 数据")]
    [InlineData("a\u001b[31mb", @"a\u001B[31mb")]
    [InlineData("a\r\nb\tc", @"a\u000D\u000Ab\u0009c")]
    [InlineData("a\u202egpj.exe", @"a\u202Egpj.exe")]
    [InlineData("\u009b31m", @"\u009B31m")]
    public void Of_AnyText_ShowsWhatCannotBeSeen(string text, string expected) => Assert.Equal(expected, SafeText.Of(text));

    [Fact]
    public void Of_AnyText_HasNoControlCharacters() =>
        Prop.ForAll<string?>(text => SafeText.Of(text ?? "").EnumerateRunes()
                .All(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)))
            .QuickCheckThrowOnFailure();
}
