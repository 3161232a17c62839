using System.Collections.ObjectModel;

namespace BackupSh.Storage;

/// <summary>What a storage should know about an upload.</summary>
public sealed class UploadOptions
{
    /// <summary>Gets the run that uploads, so that a leftover or a lost acknowledgement can be traced to it.</summary>
    public required string RunId { get; init; }

    /// <summary>Gets the expected size in bytes, or <see langword="null"/>. A hint for part sizes, never a promise.</summary>
    public long? SizeHintBytes { get; init; }

    /// <summary>Gets until when a storage with object lock should keep the object, or <see langword="null"/>.</summary>
    public DateTimeOffset? RetainUntil { get; init; }

    /// <summary>Gets metadata to store with the object where the storage can. ASCII keys and values.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Gets who is told how many bytes the storage has taken, or <see langword="null"/>.</summary>
    public IProgress<long>? Progress { get; init; }
}
