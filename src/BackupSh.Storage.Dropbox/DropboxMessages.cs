using System.Text.Json.Serialization;

namespace BackupSh.Storage.Dropbox;

// What is sent and what comes back, in the API's own words (snake case, by the context's naming policy). Only the fields that
// are used: others may come and go.
internal sealed record PathArgument(string Path);

internal sealed record ListArgument(string Path, int Limit);

internal sealed record CursorArgument(string Cursor);

internal sealed record DeleteArgument(string Path, string? ParentRev);

internal sealed record DeleteBatchArgument(IReadOnlyList<DeleteArgument> Entries);

internal sealed record JobArgument(string AsyncJobId);

internal sealed record CommitArgument(string Path, string Mode, bool Autorename, bool Mute, bool StrictConflict);

internal sealed record UploadArgument(string Path, string Mode, bool Autorename, bool Mute, bool StrictConflict, string ContentHash);

internal sealed record StartArgument(string SessionType);

internal sealed record SessionCursor(string SessionId, long Offset);

internal sealed record AppendArgument(SessionCursor Cursor, bool Close, string ContentHash);

internal sealed record FinishArgument(SessionCursor Cursor, CommitArgument Commit);

internal sealed record PathRoot([property: JsonPropertyName(".tag")] string Tag, string NamespaceId);

internal sealed record Entry(
    [property: JsonPropertyName(".tag")] string? Tag,
    string? Name,
    string? PathLower,
    string? Rev,
    long? Size,
    DateTimeOffset? ServerModified,
    string? ContentHash);

internal sealed record ListAnswer(IReadOnlyList<Entry?>? Entries, string? Cursor, bool? HasMore);

internal sealed record MetadataAnswer(Entry? Metadata);

internal sealed record SessionAnswer(string? SessionId);

internal sealed record LinkAnswer(Entry? Metadata, string? Link);

internal sealed record BatchAnswer([property: JsonPropertyName(".tag")] string? Tag, string? AsyncJobId, IReadOnlyList<BatchResult?>? Entries);

internal sealed record BatchResult([property: JsonPropertyName(".tag")] string? Tag, System.Text.Json.JsonElement Failure);

internal sealed record SpaceAnswer(long? Used, Allocation? Allocation);

internal sealed record Allocation(
    [property: JsonPropertyName(".tag")] string? Tag, long? Allocated, long? Used, long? UserWithinTeamSpaceAllocated, long? UserWithinTeamSpaceUsedCached);

internal sealed record TokenAnswer(string? AccessToken, long? ExpiresIn);

internal sealed record TokenRefusal(string? Error);
