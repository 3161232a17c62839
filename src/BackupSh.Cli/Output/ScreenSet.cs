namespace BackupSh.Cli.Output;

/// <summary>The streams of one call to people. The one place that decides about colours and progress.</summary>
internal sealed class ScreenSet
{
    internal ScreenSet(CliEnvironment environment, ColorChoice color, bool quiet)
    {
        Out = Open(environment, environment.Out, environment.OutIsTerminal, color);
        Error = new StandardError(Open(environment, environment.Error, environment.ErrorIsTerminal, color), environment.ErrorIsTerminal && !quiet);
    }

    internal Screen Out { get; }

    internal StandardError Error { get; }

    private static Screen Open(CliEnvironment environment, TextWriter writer, bool isTerminal, ColorChoice color) =>
        new(writer, HasColors(environment, isTerminal, color), isTerminal ? environment.TerminalWidth : null);

    // Source: https://no-color.org (set and not empty, whatever the value); terminfo(5) for "dumb".
    private static bool HasColors(CliEnvironment environment, bool isTerminal, ColorChoice color) => color switch
    {
        ColorChoice.Always => true,
        ColorChoice.Never => false,
        _ => isTerminal && string.IsNullOrEmpty(environment.GetVariable("NO_COLOR")) && environment.GetVariable("TERM") != "dumb",
    };
}
