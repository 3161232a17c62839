using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using BackupSh.Cli.Commands;
using BackupSh.Cli.Commands.Auth;
using BackupSh.Cli.Commands.Jobs;
using BackupSh.Cli.Commands.Rotations;
using BackupSh.Cli.Completion;
using BackupSh.Cli.Output;

namespace BackupSh.Cli;

/// <summary>One call of the tool: reads the command line, runs the command, returns the exit code.</summary>
internal static class CliApplication
{
    // An argument that starts with @ is a name here, not a file with more arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs the tool.</summary>
    /// <param name="arguments">The command line, without the program's name.</param>
    /// <param name="environment">What surrounds the call.</param>
    /// <param name="cancellationToken">Ends the command, after its clean-up.</param>
    /// <returns>One of <see cref="ExitCodes"/>. Errors are written, not thrown.</returns>
    internal static async Task<int> RunAsync(string[] arguments, CliEnvironment environment, CancellationToken cancellationToken)
    {
        GlobalOptions options = new();
        Command root = CreateRoot(new CommandFrame(environment, options), options);
        if (Suggestions.LineOf(arguments) is { } line)
        {
            new ConfiguredNames(environment, options).AddTo(root);
            return Suggest(line, root, environment.Out);
        }

        ParseResult parsed = root.Parse(arguments, Parsing);
        if (parsed.Action is ParseErrorAction || options.FaultOf(parsed) is not null)
        {
            FailureOutput failure = new(environment.Out, options.Open(parsed, environment).Error);
            return failure.Write(UsageErrors.Of(parsed, options.FaultOf(parsed)), parsed.GetValue(options.Json));
        }

        // Signals are the program's, and errors the frame's.
        InvocationConfiguration configuration = new()
        {
            Output = environment.Out,
            Error = environment.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
    }

    private static int Suggest(string line, Command root, TextWriter output)
    {
        foreach (string suggestion in Suggestions.For(line, root, Parsing))
        {
            output.WriteLine(suggestion);
        }

        return ExitCodes.Ok;
    }

    // Not a RootCommand: that would be named after the assembly, and the help would show a name that nobody can type.
    private static Command CreateRoot(CommandFrame frame, GlobalOptions options)
    {
        HelpOption help = new();
        help.Action = new HelpWithExitCodes((HelpAction)help.Action!);
        Command root = new("backupsh", "Sets up, runs, lists, verifies, restores, keeps and rotates backups.")
        {
            help,
            new VersionOption { Action = new VersionLine() },
            InitCommand.Create(frame),
            CheckCommand.Create(frame),
            RunCommand.Create(frame),
            ListCommand.Create(frame),
            VerifyCommand.Create(frame),
            InfoCommand.Create(frame),
            RestoreCommand.Create(frame),
            DownloadCommand.Create(frame),
            DecryptCommand.Create(frame),
            LinkCommand.Create(frame),
            PinCommand.Create(frame),
            UnpinCommand.Create(frame),
            DeleteCommand.Create(frame),
            RotateCommand.Create(frame),
            AuthCommand.Create(frame),
            JobsCommand.Create(frame),
            ServeCommand.Create(frame),
            SyncCommand.Create(frame),
            ProblemsCommand.Create(frame),
            HistoryCommand.Create(frame),
            UsageCommand.Create(frame),
            AuditCommand.Create(frame),
            CompletionCommand.Create(frame),
            VersionCommand.Create(frame),
            RotationCommand.Create(frame),
            SimulateCommand.Create(frame),
        };
        options.AddTo(root);
        return root;
    }
}
