using BackupSh.Cli;

using TerminationSignals signals = new(TimeProvider.System);
CliEnvironment environment = new()
{
    Out = Console.Out,
    Error = Console.Error,
    ShowsProgress = !Console.IsErrorRedirected,
    WorkingDirectory = Environment.CurrentDirectory,
    GetVariable = Environment.GetEnvironmentVariable,
    Time = TimeProvider.System,
    Dialogue = TerminalDialogue.TryCreate(),
    Caller = $"{Environment.UserName}@{Environment.MachineName}",
};
return await signals.RunAsync(token => CliApplication.RunAsync(args, environment, token)).ConfigureAwait(false);
