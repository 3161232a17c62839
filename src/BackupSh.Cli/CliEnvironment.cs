using BackupSh.Cli.Files;

namespace BackupSh.Cli;

/// <summary>What surrounds one call of the tool. Nothing else is asked of the process, so that a test can be one.</summary>
internal sealed class CliEnvironment
{
    /// <summary>Gets where results go, and nothing else.</summary>
    internal required TextWriter Out { get; init; }

    /// <summary>Gets where errors, warnings, logs, progress and questions go.</summary>
    internal required TextWriter Error { get; init; }

    /// <summary>Gets a value indicating whether somebody reads <see cref="Out"/> as it comes.</summary>
    internal bool OutIsTerminal { get; init; }

    /// <summary>Gets a value indicating whether somebody watches <see cref="Error"/>: progress and questions are for people only.</summary>
    internal bool ErrorIsTerminal { get; init; }

    /// <summary>Gets how many columns the terminal has. 80 if nobody knows, as terminals always had.</summary>
    internal int TerminalWidth { get; init; } = 80;

    /// <summary>Gets the folder in which a configuration file is looked for.</summary>
    internal required string WorkingDirectory { get; init; }

    /// <summary>Gets what reads an environment variable; it returns null for one that is not set.</summary>
    internal required Func<string, string?> GetVariable { get; init; }

    internal required TimeProvider Time { get; init; }

    /// <summary>Gets what opens standard output for bytes: for archives, which are no text.</summary>
    internal Func<Stream> OpenOutput { get; init; } = StandardOutputStream.Open;

    /// <summary>Gets what opens standard input for bytes.</summary>
    internal Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Gets who can be asked, or null if nobody sits at a terminal.</summary>
    internal Dialogue? Dialogue { get; init; }

    /// <summary>Gets who calls: <c>user@host</c>.</summary>
    internal string Caller { get; init; } = "";
}
