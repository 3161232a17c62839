namespace BackupSh.Cli.Output;

/// <summary>A storage that could not be asked.</summary>
internal sealed record StorageFailure(string Storage, ShownError Error);
