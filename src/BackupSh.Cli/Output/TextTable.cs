namespace BackupSh.Cli.Output;

/// <summary>Rows of text in columns, each as wide as its widest cell.</summary>
internal sealed class TextTable
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [];

    internal TextTable(params string[] titles) => _rows.Add(titles);

    internal void Add(params string[] cells) => _rows.Add([.. cells.Select(SafeText.Of)]);

    /// <summary>Returns the lines, without blanks at their ends.</summary>
    internal IEnumerable<string> ToLines()
    {
        int[] widths = [.. _rows[0].Select((_, column) => _rows.Max(row => row[column].Length))];
        return _rows.Select(row => string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
