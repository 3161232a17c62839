using System.Collections.ObjectModel;

namespace BackupSh.Catalog;

/// <summary>What the section <c>[backupsh]</c> of an info file says.</summary>
public sealed record BackupDetails
{
    /// <summary>The format that this version writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Gets the file's format: 1 or more.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Gets the oldest format that a reader must know to understand this file: 1 or more.</summary>
    public int MinimumReader { get; init; } = 1;

    /// <summary>Gets a value indicating whether this version can read the backup; a newer one is listed, and left alone.</summary>
    public bool IsReadable => MinimumReader <= CurrentFormat;

    /// <summary>Gets the run that made it.</summary>
    public required string RunId { get; init; }

    /// <summary>Gets the instance of BackupSh that made it, and that alone rotates it.</summary>
    public required string Instance { get; init; }

    /// <summary>Gets the archive's file name.</summary>
    public required string Archive { get; init; }

    /// <summary>Gets the archive's size in bytes.</summary>
    public required long ArchiveBytes { get; init; }

    /// <summary>Gets the archive's SHA-256: 64 lower-case hexadecimal digits.</summary>
    public required string ArchiveSha256 { get; init; }

    /// <summary>Gets the size of the source's content in bytes, before compression and encryption.</summary>
    public required long PlaintextBytes { get; init; }

    /// <summary>Gets the content's SHA-256, or <see langword="null"/> for an encrypted backup: it would tell who has the same data.</summary>
    public string? PlaintextSha256 { get; init; }

    /// <summary>Gets the compression: <c>zstd</c> or <c>none</c>.</summary>
    public required string Compression { get; init; }

    /// <summary>Gets the encryption's scheme: <c>openpgp</c> or <c>none</c>.</summary>
    public required string Encryption { get; init; }

    /// <summary>Gets the ids of the keys that decrypt it. May be empty.</summary>
    public IReadOnlyList<string> KeyIds { get; init; } = [];

    /// <summary>Gets the kind of source, for example <c>sqlite</c>.</summary>
    public required string SourceKind { get; init; }

    /// <summary>Gets the source's name in the configuration.</summary>
    public required string Source { get; init; }

    /// <summary>Gets the database's true name, where the file name escapes it; else <see langword="null"/>.</summary>
    public string? TrueDatabase { get; init; }

    /// <summary>Gets the versions of the tools that read the source.</summary>
    public IReadOnlyDictionary<string, string> ToolVersions { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Gets the host's name.</summary>
    public required string Host { get; init; }

    /// <summary>Gets the job's name.</summary>
    public required string Job { get; init; }

    /// <summary>Gets labels of job and run.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Gets how long dumping and uploading took, in whole milliseconds.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Gets the shell command that restores without BackupSh.</summary>
    public required string Restore { get; init; }

    /// <summary>Gets the reserved key <c>seal</c>, or <see langword="null"/>.</summary>
    public string? Seal { get; init; }
}
