namespace BackupSh.Cli.Output;

/// <summary>Writes lines to standard error, and below them the state of what is running. Thread-safe.</summary>
internal sealed class StandardError(Screen screen, bool showsProgress)
{
    private readonly Lock _gate = new();
    private int _statusLength;

    /// <summary>Gets what draws a status, in at most one line.</summary>
    internal Screen Screen => screen;

    /// <summary>Gets a value indicating whether somebody watches.</summary>
    internal bool ShowsProgress => showsProgress;

    internal void WriteLine(string line)
    {
        lock (_gate)
        {
            Erase();
            screen.WriteLine(line);
        }
    }

    /// <summary>Writes a line whose first words have a tone.</summary>
    internal void WriteLine(string label, Tone tone, string rest)
    {
        lock (_gate)
        {
            Erase();
            screen.WriteLine(label, tone, rest);
        }
    }

    /// <summary>Writes an error or a warning, with what to do next.</summary>
    internal void Write(ShownError shown, bool isError)
    {
        WriteLine($"{(isError ? "error" : "warning")} {shown.Code}", isError ? Tone.Bad : Tone.Caution, $": {shown.Message}");
        WriteLine("  next", Tone.Heading, $": {shown.Hint}");
    }

    /// <summary>Writes an exception with its causes and where they were thrown.</summary>
    internal void WriteWhole(Exception exception)
    {
        foreach (string line in exception.ToString().ReplaceLineEndings("\n").Split('\n'))
        {
            WriteLine("  " + line);
        }
    }

    /// <summary>Replaces the state. Does nothing unless somebody watches.</summary>
    /// <param name="status">The state, as the screen draws it.</param>
    /// <param name="length">How many columns it takes; fewer than the screen has.</param>
    internal void ShowStatus(string status, int length)
    {
        if (!showsProgress)
        {
            return;
        }

        lock (_gate)
        {
            screen.WriteControl("\r" + status + new string(' ', Math.Max(0, _statusLength - length)));
            _statusLength = length;
        }
    }

    internal void EraseStatus()
    {
        lock (_gate)
        {
            Erase();
        }
    }

    // Blanks and not an escape sequence, and the cursor is never hidden: every terminal knows blanks, and a process that is
    // killed leaves the terminal as it was.
    private void Erase()
    {
        if (_statusLength > 0)
        {
            screen.WriteControl("\r" + new string(' ', _statusLength) + "\r");
            _statusLength = 0;
        }
    }
}
