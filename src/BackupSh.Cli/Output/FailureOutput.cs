using BackupSh.Configuration;
using BackupSh.Shared;

namespace BackupSh.Cli.Output;

/// <summary>Writes why there is no result.</summary>
internal sealed class FailureOutput(CliEnvironment environment)
{
    /// <summary>Writes what was thrown.</summary>
    /// <returns>The exit code.</returns>
    internal int Write(Exception exception, bool json)
    {
        BackupShError error = ErrorOf(exception);
        ShownFault[] faults = [.. FaultsOf(exception)];
        if (json)
        {
            FailureDetails details = new(error.Code, error.Message, error.Hint, faults);
            CliJson.Write(environment.Out, new FailureDocument(details), CliJson.Default.FailureDocument);
        }
        else
        {
            WriteText(error, faults);
        }

        return FailureExitCode.Of(exception);
    }

    private void WriteText(BackupShError error, ShownFault[] faults)
    {
        StandardError output = new(environment.Error, showsProgress: false);
        output.WriteLine($"error {error.Code}: {error.Message}");
        foreach (ShownFault fault in faults)
        {
            output.WriteLine($"  {fault.Path}: {fault.Code}: {fault.Message} {fault.Hint}");
        }

        output.WriteLine($"  next: {error.Hint}");
    }

    private static IEnumerable<ShownFault> FaultsOf(Exception exception) =>
        exception switch
        {
            BackupShConfigurationException configuration =>
                configuration.Faults.Select(fault => new ShownFault(fault.Path, fault.Error.Code, fault.Error.Message, fault.Error.Hint)),
            CommandFaultsException command => command.Faults,
            _ => [],
        };

    private static BackupShError ErrorOf(Exception exception) => exception switch
    {
        BackupShException { Error: { } error } => error,
        BackupShConfigurationException { Faults: { } faults } => ErrorTexts.Error("BSH0705", Quantities.Count(faults.Count, "fault")),
        OperationCanceledException => ErrorTexts.Error("BSH0706"),
        _ => ErrorTexts.Error("BSH0707", exception.GetType().Name, exception.Message),
    };
}
