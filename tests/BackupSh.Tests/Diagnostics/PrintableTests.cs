using BackupSh.Diagnostics;

namespace BackupSh.Tests.Diagnostics;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("shop.2026-11-24_03-00-00.zip", "shop.2026-11-24_03-00-00.zip")]
    [InlineData("Müller & Söhne 😀", "Müller & Söhne 😀")]
    [InlineData("a\nb\r\tc\0", @"a\u000Ab\u000D\u0009c\u0000")]
    [InlineData("\u001b[31mred\u009b0m", @"\u001B[31mred\u009B0m")]
    [InlineData("a\u202Egpj.exe", @"a\u202Egpj.exe")]
    [InlineData("a\u200Bb\u2028c\u2029d", @"a\u200Bb\u2028c\u2029d")]
    [InlineData("a\U000E0041b", @"a\U000E0041b")]
    [InlineData("", "")]
    public void Of_Text_ShowsWhatItHides(string text, string expected) => Assert.Equal(expected, Printable.Of(text));

    // Apart from the others: an attribute cannot hold half a character.
    [Fact]
    public void Of_HalfACharacter_ReplacesIt() => Assert.Equal("a\uFFFDb", Printable.Of("a\uD800b"));
}
