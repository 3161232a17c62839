namespace BackupSh.Options;

/// <summary>How a job's archives are compressed.</summary>
/// <remarks>What a source calls incompressible (a ZIP archive) is never compressed again.</remarks>
public sealed class CompressionOptions
{
    /// <summary>The default of <see cref="Level"/>.</summary>
    // Source: zstd(1), the default level of the tool.
    public const int DefaultLevel = 3;

    /// <summary>The highest <see cref="Level"/>.</summary>
    // Source: zstd(1); levels above 19 need --ultra, and more memory than the reader may have.
    public const int MaximumLevel = 19;

    /// <summary>Gets or sets the algorithm.</summary>
    /// <value>The default is <see cref="CompressionAlgorithm.Zstd"/>.</value>
    public CompressionAlgorithm Algorithm { get; set; } = CompressionAlgorithm.Zstd;

    /// <summary>Gets or sets how hard to try.</summary>
    /// <value>1 (fast) to 19 (small). The default is 3. Ignored without compression.</value>
    public int Level { get; set; } = DefaultLevel;
}
