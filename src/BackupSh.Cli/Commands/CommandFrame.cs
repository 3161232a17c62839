using System.CommandLine;
using BackupSh.Cli.Configuration;
using BackupSh.Cli.Files;
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
        BindBare(command, presentation, (bare, cancellationToken) => WithHostAsync(bare, act, cancellationToken));

    /// <summary>The same for a command that needs neither configuration nor engine.</summary>
    internal void BindBare<TDocument>(
        Command command,
        Presentation<TDocument> presentation,
        Func<BareContext, CancellationToken, Task<Outcome<TDocument>>> act) =>
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, presentation, act, cancellationToken));

    /// <summary>Refuses <c>--json</c> where an option says that standard output holds something else.</summary>
    internal void RefuseJsonBeside(Command command, Option<string?> output) => command.Validators.Add(result =>
    {
        if (result.GetValue(options.Json) && result.GetValue(output) == ByteOutput.Standard)
        {
            result.AddError($"'{output.Name} -' writes bytes to standard output, where '--json' would write its document.");
        }
    });

    /// <summary>Refuses <c>--config</c> where it would be passed over.</summary>
    internal void RefuseConfiguration(Command command) => command.Validators.Add(result =>
    {
        if (result.GetValue(options.Config) is not null)
        {
            result.AddError($"'{command.Name}' reads no configuration: leave '{options.Config.Name}' out.");
        }
    });

    private async Task<int> RunAsync<TDocument>(
        ParseResult parsed,
        Presentation<TDocument> presentation,
        Func<BareContext, CancellationToken, Task<Outcome<TDocument>>> act,
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
        catch (OutputClosedException)
        {
            return ExitCodes.OutputClosed; // as every program in a pipe, without a word
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
        Func<BareContext, CancellationToken, Task<Outcome<TDocument>>> act,
        CancellationToken cancellationToken)
    {
        try
        {
            return await act(new BareContext(parsed, environment, error, new ProgressLine(error)), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            error.EraseStatus();
        }
    }

    private async Task<Outcome<TDocument>> WithHostAsync<TDocument>(
        BareContext bare, Func<CommandContext, CancellationToken, Task<Outcome<TDocument>>> act, CancellationToken cancellationToken)
    {
        ConfigurationFile file = ConfigurationFile.Open(bare.Parsed.GetValue(options.Config), environment);
        CliHost host = CliHost.Create(file, bare.Error, bare.Parsed.GetValue(options.Verbose), environment.Time);
        await using (host.ConfigureAwait(false))
        {
            return await act(new CommandContext(bare.Parsed, environment, bare.Error, host, bare.Progress), cancellationToken).ConfigureAwait(false);
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
