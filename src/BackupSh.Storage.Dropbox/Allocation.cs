using System.Text.Json.Serialization;

namespace BackupSh.Storage.Dropbox;

/// <summary>How much room there is, for one account or for a team.</summary>
internal sealed record Allocation(
    [property: JsonPropertyName(".tag")] string? Tag, long? Allocated, long? Used, long? UserWithinTeamSpaceAllocated, long? UserWithinTeamSpaceUsedCached);
