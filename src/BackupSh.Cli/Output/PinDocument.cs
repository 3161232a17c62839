using BackupSh.Catalog;

namespace BackupSh.Cli.Output;

/// <summary>What <c>pin</c> and <c>unpin</c> write.</summary>
/// <param name="Backup">The backup's name.</param>
/// <param name="Pin">The pin that was asked for; null for <c>unpin</c>.</param>
/// <param name="Storages">What became of it in each storage.</param>
internal sealed record PinDocument(string Backup, ShownPin? Pin, IReadOnlyList<PinnedStorage> Storages)
{
    internal static PinDocument Of(IReadOnlyList<PinOutcome> outcomes, BackupPin? pin, DateTimeOffset now) => new(
        outcomes[0].Backup,
        pin is null ? null : ShownPin.Of(pin, now),
        [.. outcomes.Select(outcome => PinnedStorage.Of(outcome, now))]);

    internal static int ExitCode(IReadOnlyList<PinOutcome> outcomes) =>
        ExitCodes.Of(outcomes.Count(outcome => outcome.Status == PinStatus.Failed), outcomes.Count);
}
