using BackupSh.Cli.Output;

namespace BackupSh.Cli.Tests.Output;

public sealed class TextTableTests
{
    [Fact]
    public void Write_NoTerminal_NeitherWrapsNorEndsInBlanks()
    {
        string wide = new('x', 300);

        string text = Write(null, ["NAME", "LAST"], ["a", "b"], [wide, "some words " + wide]);

        Assert.Equal($"NAME{new string(' ', 298)}LAST\na{new string(' ', 301)}b\n{wide}  some words {wide}\n", text);
    }

    [Fact]
    public void Write_NarrowTerminal_BreaksOnlyTheLastColumnBetweenWords()
    {
        string text = Write(50, ["BACKUP", "WHY"], ["shop.2026-11-24_03-00-00", "newest healthy backup; daily 1 of 7"]);

        Assert.Equal(
            """
            BACKUP                    WHY
            shop.2026-11-24_03-00-00  newest healthy backup;
                                      daily 1 of 7

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void Write_TerminalTooNarrowForNames_LeavesThemWhole() =>
        Assert.Contains("shop.2026-11-24_03-00-00  nas\n", Write(10, ["BACKUP", "STORAGE"], ["shop.2026-11-24_03-00-00", "nas"]), StringComparison.Ordinal);

    [Theory]
    [InlineData("[red]x[/]", "[red]x[/]")]
    [InlineData("[/]", "[/]")]
    [InlineData("x\u001b[2J", @"x\u001B[2J")]
    [InlineData("line\nbreak", @"line\u000Abreak")]
    public void Write_ForeignNames_AreWrittenAsTheyAre(string name, string shown)
    {
        Assert.Equal($"NAME\n{shown}\n", Write(null, ["NAME"], [name]));
        Assert.Contains(shown, Write(80, ["NAME"], [name]), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WideCharacters_AlignByColumns() =>
        Assert.Equal("NAME  LAST\n倉庫  x\nab    y\n", Write(null, ["NAME", "LAST"], ["倉庫", "x"], ["ab", "y"]));

    private static string Write(int? width, string[] titles, params string[][] rows)
    {
        using StringWriter writer = new() { NewLine = "\n" };
        TextTable table = new(titles);
        foreach (string[] row in rows)
        {
            table.Add([.. row.Select(cell => new TextCell(cell))]);
        }

        new Screen(writer, colors: false, width).Write(table);
        return writer.ToString();
    }
}
