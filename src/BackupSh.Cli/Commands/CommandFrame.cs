using System.CommandLine;
using BackupSh.Cli.Configuration;
using BackupSh.Cli.Files;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary>What is around every command: configuration, engine, output, errors, exit code.</summary>
internal sealed class CommandFrame(CliEnvironment environment, GlobalOptions options)
{
    /// <summary>Gives a command what it does with a configuration's engine, and how its result is written.</summary>
    internal void Bind<TDocument>(
        Command command,
        Presentation<TDocument> presentation,
        Func<CommandContext, CancellationToken, Task<Outcome<TDocument>>> act,
        HostUse use = HostUse.Command) =>
        BindBare(command, presentation, (bare, cancellationToken) => WithHostAsync(bare, use, act, cancellationToken));

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
        ScreenSet screens = options.Open(parsed, environment);
        bool verbose = parsed.GetValue(options.Verbose);
        try
        {
            BareContext context = new(parsed, environment, screens.Error, new ProgressDisplay(screens.Error), verbose);
            Outcome<TDocument> outcome = await ActAsync(context, act, cancellationToken).ConfigureAwait(false);
            Write(outcome.Document, presentation, parsed, screens);
            return outcome.ExitCode;
        }
        catch (OutputClosedException)
        {
            return ExitCodes.OutputClosed; // as every program in a pipe, without a word
        }
        catch (Exception exception)
        {
            // The outermost place: whatever it is becomes an error for the user and an exit code.
            if (verbose)
            {
                screens.Error.WriteWhole(exception);
            }

            return new FailureOutput(environment.Out, screens.Error).Write(Judge(exception, cancellationToken), parsed.GetValue(options.Json));
        }
    }

    // Nobody has cancelled: something inside gave up waiting, and that is a failure.
    private static Exception Judge(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && !cancellationToken.IsCancellationRequested
            ? new TimeoutException(exception.Message, exception)
            : exception;

    private static async Task<Outcome<TDocument>> ActAsync<TDocument>(
        BareContext context, Func<BareContext, CancellationToken, Task<Outcome<TDocument>>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await act(context, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            context.Error.EraseStatus();
        }
    }

    private async Task<Outcome<TDocument>> WithHostAsync<TDocument>(
        BareContext bare, HostUse use, Func<CommandContext, CancellationToken, Task<Outcome<TDocument>>> act, CancellationToken cancellationToken)
    {
        CliHost host = bare.Open(ConfigurationFile.Open(bare.Parsed.GetValue(options.Config), environment), use);
        await using (host.ConfigureAwait(false))
        {
            return await act(new CommandContext(bare.Parsed, environment, bare.Error, host, bare.Progress), cancellationToken).ConfigureAwait(false);
        }
    }

    private void Write<TDocument>(TDocument document, Presentation<TDocument> presentation, ParseResult parsed, ScreenSet screens)
    {
        if (parsed.GetValue(options.Json))
        {
            CliJson.Write(environment.Out, document, presentation.Json);
            return;
        }

        bool quiet = parsed.GetValue(options.Quiet);
        Screen screen = quiet && !presentation.IsData(document) ? new Screen(TextWriter.Null) : screens.Out;
        presentation.Text(new TextOutput(screen, screens.Error, quiet), document);
    }
}
