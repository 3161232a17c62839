namespace BackupSh.Catalog.Store;

/// <summary>One thing that the catalog remembers. Kind, group and key name it.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Group">What it belongs to: see the kind. 0 to 300 characters.</param>
/// <param name="Key">Its name within the group. 1 to 300 characters.</param>
/// <param name="Time">When it was, to 100 nanoseconds; lists go by it.</param>
/// <param name="Document">What is remembered: JSON, which a store keeps as it is.</param>
public sealed record CatalogRecord(CatalogRecordKind Kind, string Group, string Key, DateTimeOffset Time, string Document)
{
    /// <summary>How long a group or a key may be, in characters.</summary>
    public const int MaximumNameLength = 300;

    /// <summary>Gets the version that the store has given it; 0 for one that is not stored yet.</summary>
    /// <remarks>Every write gives another one, which no earlier record of this name had, also after a removal.</remarks>
    public long Version { get; init; }
}
