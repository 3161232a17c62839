namespace BackupSh.Options;

/// <summary>How archives are compressed.</summary>
public enum CompressionAlgorithm
{
    /// <summary>Zstandard: the archive's extension gets <c>.zst</c>.</summary>
    Zstd,

    /// <summary>Not at all.</summary>
    None,
}
