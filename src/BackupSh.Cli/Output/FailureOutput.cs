using BackupSh.Configuration;
using BackupSh.Shared;

namespace BackupSh.Cli.Output;

/// <summary>Writes why there is no result.</summary>
internal sealed class FailureOutput(TextWriter output, StandardError error)
{
    /// <summary>Writes what was thrown.</summary>
    /// <returns>The exit code.</returns>
    internal int Write(Exception exception, bool json)
    {
        BackupShError shown = ErrorOf(exception);
        ShownFault[] faults = [.. FaultsOf(exception)];
        if (json)
        {
            FailureDetails details = new(shown.Code, shown.Message, shown.Hint, faults);
            CliJson.Write(output, new FailureDocument(details), CliJson.Default.FailureDocument);
        }
        else
        {
            WriteText(shown, faults);
        }

        return FailureExitCode.Of(exception);
    }

    private void WriteText(BackupShError shown, ShownFault[] faults)
    {
        error.WriteLine($"error {shown.Code}", Tone.Bad, $": {shown.Message}");
        foreach (ShownFault fault in faults)
        {
            error.WriteLine($"  {fault.Path}", Tone.Heading, $": {fault.Code}: {fault.Message} {fault.Hint}");
        }

        error.WriteLine("  next", Tone.Heading, $": {shown.Hint}");
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
