using BackupSh.Checks;

namespace BackupSh.Cli.Output;

/// <summary>What <c>check</c> writes.</summary>
/// <param name="Status">The worst status of all results.</param>
/// <param name="Results">One for each thing that was looked at, in that order.</param>
internal sealed record CheckDocument(string Status, IReadOnlyList<ShownCheck> Results)
{
    /// <summary>Gets what a deep check found; null without one.</summary>
    public ShownTrial? Deep { get; init; }

    internal static CheckDocument Of(IReadOnlyList<CheckResult> results) =>
        new(CliJson.Word(results.Max(result => result.Status)), [.. results.Select(ShownCheck.Of)]);
}
