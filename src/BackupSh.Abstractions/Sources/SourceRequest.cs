namespace BackupSh.Sources;

/// <summary>What a run asks of a source.</summary>
public sealed class SourceRequest
{
    /// <summary>Gets the database, or <see langword="null"/> for the source's own.</summary>
    public string? Database { get; init; }

    /// <summary>Gets the run's id, for names of temporary things.</summary>
    public required string RunId { get; init; }
}
