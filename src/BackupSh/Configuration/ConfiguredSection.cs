using Microsoft.Extensions.Configuration;

namespace BackupSh.Configuration;

/// <summary>A section that <c>AddBackupSh</c> was given. It is read when the host starts, not when it is added.</summary>
/// <param name="Section">The section.</param>
/// <param name="BaseDirectory">The folder that relative paths count from, or <see langword="null"/> for the working directory.</param>
internal sealed record ConfiguredSection(IConfigurationSection Section, string? BaseDirectory);
