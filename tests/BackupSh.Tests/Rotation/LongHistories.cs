namespace BackupSh.Tests.Rotation;

/// <summary>Tests of thousands of rotations, which run alone: others wait for a thread with a limit in time.</summary>
[CollectionDefinition(nameof(LongHistories), DisableParallelization = true)]
public sealed class LongHistories;
