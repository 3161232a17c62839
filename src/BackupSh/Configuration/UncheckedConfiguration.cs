namespace BackupSh.Configuration;

/// <summary>A configuration without a fault of its own, before its sources were asked what they are.</summary>
/// <param name="Value">The configuration.</param>
/// <param name="Outermost">Collects further faults.</param>
/// <param name="Sources">Where each source stands in the configuration.</param>
/// <param name="Jobs">Where each job stands in the configuration.</param>
internal sealed record UncheckedConfiguration(
    EngineConfiguration Value, OptionsScope Outermost, OptionsScope Sources, IReadOnlyDictionary<string, OptionsScope> Jobs);
