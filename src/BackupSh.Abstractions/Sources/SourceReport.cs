using System.Collections.ObjectModel;

namespace BackupSh.Sources;

/// <summary>What a source noticed while it was read.</summary>
public sealed record SourceReport
{
    /// <summary>Gets what did not stop the backup but should be known. Never null.</summary>
    public IReadOnlyList<BackupShError> Warnings { get; init; } = [];

    /// <summary>Gets the versions of the tools that read the source, for example <c>sqlite = 3.50.4</c>. ASCII.</summary>
    public IReadOnlyDictionary<string, string> ToolVersions { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
