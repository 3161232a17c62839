using BackupSh.Options;

namespace BackupSh.Configuration;

/// <summary>How a job's archives are compressed.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Level">1 to 19; means nothing without compression.</param>
internal sealed record CompressionSettings(CompressionAlgorithm Algorithm, int Level);
