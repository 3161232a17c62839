namespace BackupSh.Catalog.Store;

/// <summary>Which records to list. What is not set does not matter.</summary>
public sealed record CatalogQuery
{
    /// <summary>Gets what the records are about.</summary>
    public required CatalogRecordKind Kind { get; init; }

    /// <summary>Gets the group.</summary>
    public string? Group { get; init; }

    /// <summary>Gets the first moment, inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets the last moment, exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Gets how many records at most, the newest ones. 1 or more.</summary>
    public int? Limit { get; init; }
}
