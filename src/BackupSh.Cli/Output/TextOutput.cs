namespace BackupSh.Cli.Output;

/// <summary>Writes a command's result for people: results to standard output, errors and warnings to standard error.</summary>
internal sealed class TextOutput(TextWriter output, StandardError error)
{
    /// <summary>Writes a line; a line break inside of it is shown, not made.</summary>
    internal void WriteLine(string line = "") => output.WriteLine(SafeText.Of(line));

    internal void Write(TextTable table)
    {
        foreach (string line in table.ToLines())
        {
            WriteLine(line);
        }
    }

    /// <summary>Writes what to do next, as the result's last line.</summary>
    internal void WriteNext(string next)
    {
        WriteLine();
        WriteLine("next: " + next);
    }

    internal void WriteError(ShownError? shown) => Write("error", shown);

    internal void WriteWarnings(IEnumerable<ShownError> warnings)
    {
        foreach (ShownError warning in warnings)
        {
            Write("warning", warning);
        }
    }

    private void Write(string word, ShownError? shown)
    {
        if (shown is not null)
        {
            error.WriteLine($"{word} {shown.Code}: {shown.Message}");
            error.WriteLine($"  next: {shown.Hint}");
        }
    }
}
