namespace BackupSh.Cli.Output;

/// <summary>Why there is no result.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Message">What happened.</param>
/// <param name="Hint">What to do next.</param>
/// <param name="Faults">Every fault of the configuration; empty for other errors.</param>
internal sealed record FailureDetails(string Code, string Message, string Hint, IReadOnlyList<ShownFault> Faults);
