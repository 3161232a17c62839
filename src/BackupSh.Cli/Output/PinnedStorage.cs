using BackupSh.Catalog;

namespace BackupSh.Cli.Output;

/// <summary>What became of a pin in one storage.</summary>
/// <param name="Storage">The storage's name.</param>
/// <param name="Status">pinned, removed, notPinned or failed.</param>
/// <param name="Previous">The pin that was replaced or removed; null if there was none, or it could not be read.</param>
/// <param name="Error">Why it failed, or null.</param>
internal sealed record PinnedStorage(string Storage, string Status, ShownPin? Previous, ShownError? Error)
{
    internal static PinnedStorage Of(PinOutcome outcome, DateTimeOffset now) => new(
        outcome.Storage,
        CliJson.Word(outcome.Status),
        outcome.Previous is { } previous ? ShownPin.Of(previous, now) : null,
        ShownError.OfNullable(outcome.Error));
}
