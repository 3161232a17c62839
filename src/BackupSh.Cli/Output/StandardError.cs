namespace BackupSh.Cli.Output;

/// <summary>Writes lines to standard error, and below them the state of what is running. Thread-safe.</summary>
internal sealed class StandardError(TextWriter writer, bool showsProgress)
{
    private readonly Lock _gate = new();
    private int _statusLength;

    internal void WriteLine(string line)
    {
        lock (_gate)
        {
            Erase();
            writer.WriteLine(SafeText.Of(line));
        }
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
    internal void ShowStatus(string status)
    {
        if (!showsProgress)
        {
            return;
        }

        lock (_gate)
        {
            string safe = SafeText.Of(status);
            writer.Write("\r" + safe.PadRight(_statusLength));
            writer.Flush();
            _statusLength = safe.Length;
        }
    }

    internal void EraseStatus()
    {
        lock (_gate)
        {
            Erase();
        }
    }

    // Blanks and not an escape sequence: every terminal knows them.
    private void Erase()
    {
        if (_statusLength > 0)
        {
            writer.Write("\r" + new string(' ', _statusLength) + "\r");
            writer.Flush();
            _statusLength = 0;
        }
    }
}
