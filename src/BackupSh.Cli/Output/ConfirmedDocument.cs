namespace BackupSh.Cli.Output;

/// <summary>What <c>jobs confirm</c> writes.</summary>
/// <param name="WasHeld">Whether schedules were held; if not, nothing was changed.</param>
internal sealed record ConfirmedDocument(bool WasHeld);
