namespace BackupSh.Configuration;

/// <summary>A section that <c>AddBackupSh</c> was given, as read.</summary>
/// <param name="Path">Its path in the host's configuration, for example <c>BackupSh</c>.</param>
/// <param name="Tree">What it holds.</param>
/// <param name="BaseDirectory">The folder that its relative paths count from, or <see langword="null"/>.</param>
internal sealed record RootSection(string Path, OptionsSection Tree, string? BaseDirectory);
