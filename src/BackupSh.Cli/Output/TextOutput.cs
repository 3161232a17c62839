namespace BackupSh.Cli.Output;

/// <summary>Writes a command's result for people: results to standard output, errors and warnings to standard error.</summary>
/// <param name="screen">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="quiet">Whether only data is wanted: no words about it, and nothing about what to do next.</param>
internal sealed class TextOutput(Screen screen, StandardError error, bool quiet = false)
{
    /// <summary>Writes a line; a line break inside of it is shown, not made.</summary>
    internal void WriteLine(string line = "") => screen.WriteLine(line);

    /// <summary>Writes a line whose first words have a tone.</summary>
    internal void WriteLine(string label, Tone tone, string rest = "") => screen.WriteLine(label, tone, rest);

    internal void Write(TextTable table) => screen.Write(table);

    /// <summary>Writes what to do next, as the result's last line.</summary>
    internal void WriteNext(string next)
    {
        if (!quiet)
        {
            WriteLine();
            WriteLine("next", Tone.Heading, ": " + next);
        }
    }

    internal void WriteError(ShownError? shown)
    {
        if (shown is not null)
        {
            error.Write(shown, isError: true);
        }
    }

    internal void WriteWarnings(IEnumerable<ShownError> warnings)
    {
        foreach (ShownError warning in warnings)
        {
            error.Write(warning, isError: false);
        }
    }
}
