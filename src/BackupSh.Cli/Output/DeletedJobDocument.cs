namespace BackupSh.Cli.Output;

/// <summary>What <c>jobs delete</c> writes.</summary>
/// <param name="Deleted">The job's name.</param>
internal sealed record DeletedJobDocument(string Deleted);
