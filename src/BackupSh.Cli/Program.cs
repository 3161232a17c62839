using BackupSh.Cli;

using TerminationSignals signals = new(TimeProvider.System);
bool hasTerminal = !Console.IsOutputRedirected || !Console.IsErrorRedirected;
CliEnvironment environment = new()
{
    Out = Console.Out,
    Error = Console.Error,
    OutIsTerminal = !Console.IsOutputRedirected,
    ErrorIsTerminal = !Console.IsErrorRedirected,

    // 0 is what a terminal says that does not know.
    TerminalWidth = hasTerminal && Console.WindowWidth is > 0 and var width ? width : 80,
    WorkingDirectory = Environment.CurrentDirectory,
    GetVariable = Environment.GetEnvironmentVariable,
    Time = TimeProvider.System,
    Dialogue = TerminalDialogue.TryCreate(),
    Caller = $"{Environment.UserName}@{Environment.MachineName}",
};
return await signals.RunAsync(token => CliApplication.RunAsync(args, environment, token)).ConfigureAwait(false);
