namespace BackupSh.Configuration;

/// <summary>A configuration without a fault of its own, before its sources were asked what they are.</summary>
/// <param name="Value">The configuration.</param>
internal sealed record UncheckedConfiguration(EngineConfiguration Value);
