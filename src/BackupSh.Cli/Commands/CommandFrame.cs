using System.CommandLine;
using BackupSh.Cli.Configuration;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary>What is around every command: configuration, engine, output, errors, exit code.</summary>
internal sealed class CommandFrame(CliEnvironment environment, GlobalOptions options)
{
    /// <summary>Gives a command what it does, and how its result is written.</summary>
    internal void Bind<TDocument>(
        Command command,
        Presentation<TDocument> presentation,
        Func<CommandContext, CancellationToken, Task<Outcome<TDocument>>> act) =>
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, presentation, act, cancellationToken));

    private async Task<int> RunAsync<TDocument>(
        ParseResult parsed,
        Presentation<TDocument> presentation,
        Func<CommandContext, CancellationToken, Task<Outcome<TDocument>>> act,
        CancellationToken cancellationToken)
    {
        StandardError error = new(environment.Error, environment.ShowsProgress);
        bool json = parsed.GetValue(options.Json);
        try
        {
            Outcome<TDocument> outcome = await ActAsync(parsed, error, act, cancellationToken).ConfigureAwait(false);
            Write(outcome.Document, presentation, json, error);
            return outcome.ExitCode;
        }
        catch (Exception exception)
        {
            // The outermost place: whatever it is becomes an error for the user and an exit code.
            if (parsed.GetValue(options.Verbose))
            {
                error.WriteWhole(exception);
            }

            return new FailureOutput(environment).Write(Judge(exception, cancellationToken), json);
        }
    }

    // Nobody has cancelled: something inside gave up waiting, and that is a failure.
    private static Exception Judge(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && !cancellationToken.IsCancellationRequested
            ? new TimeoutException(exception.Message, exception)
            : exception;

    private async Task<Outcome<TDocument>> ActAsync<TDocument>(
        ParseResult parsed,
        StandardError error,
        Func<CommandContext, CancellationToken, Task<Outcome<TDocument>>> act,
        CancellationToken cancellationToken)
    {
        ConfigurationFile file = ConfigurationFile.Open(parsed.GetValue(options.Config), environment);
        CliHost host = CliHost.Create(file, error, parsed.GetValue(options.Verbose), environment.Time);
        await using (host.ConfigureAwait(false))
        {
            try
            {
                return await act(new CommandContext(parsed, host, new ProgressLine(error)), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                error.EraseStatus();
            }
        }
    }

    private void Write<TDocument>(TDocument document, Presentation<TDocument> presentation, bool json, StandardError error)
    {
        if (json)
        {
            CliJson.Write(environment.Out, document, presentation.Json);
        }
        else
        {
            presentation.Text(new TextOutput(environment.Out, error), document);
        }
    }
}
