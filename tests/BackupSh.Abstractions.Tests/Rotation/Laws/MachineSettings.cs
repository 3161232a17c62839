namespace BackupSh.Abstractions.Tests.Rotation.Laws;

/// <summary>Tests that change the culture or the zone of the whole process, and so run alone.</summary>
[CollectionDefinition(nameof(MachineSettings), DisableParallelization = true)]
public sealed class MachineSettings;
