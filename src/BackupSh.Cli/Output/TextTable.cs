using Spectre.Console;
using Spectre.Console.Rendering;

namespace BackupSh.Cli.Output;

/// <summary>Rows of text in columns, each as wide as its widest cell.</summary>
/// <remarks>Names are never broken: they are there to be copied. Only the last column is, between words, if a terminal is too
/// narrow for it; a table that is wider still is left to the terminal.</remarks>
internal sealed class TextTable(params string[] titles)
{
    private const int Gap = 2;

    // Narrower text is a column of single words.
    private const int MinimumLastWidth = 24;

    private readonly List<TextCell[]> _rows = [];

    internal void Add(params TextCell[] cells) => _rows.Add(cells);

    /// <summary>Returns the lines, without blanks at their ends.</summary>
    internal IEnumerable<string> ToLines(Screen screen)
    {
        Table table = new Table().NoBorder();
        foreach ((int index, string title) in titles.Index())
        {
            bool last = index == titles.Length - 1;
            TableColumn column = new TableColumn(Screen.Text(title, Tone.Heading)).Padding(0, 0, last ? 0 : Gap, 0);
            table.AddColumn(last ? column : column.NoWrap());
        }

        foreach (TextCell[] row in _rows)
        {
            table.AddRow(row.Select(cell => Screen.Text(cell.Text, cell.Tone)));
        }

        return screen.Render(table, Math.Max(screen.Width, LeastWidth())).Split('\n').Select(line => line.TrimEnd()).SkipLast(1);
    }

    private int LeastWidth()
    {
        int[] widths = [.. titles.Select((title, column) => _rows.Select(row => Width(row[column].Text)).Append(Width(title)).Max())];
        return widths.SkipLast(1).Sum(width => width + Gap) + Math.Min(widths[^1], MinimumLastWidth);
    }

    private static int Width(string text) => new Segment(SafeText.Of(text)).CellCount();
}
