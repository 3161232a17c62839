namespace BackupSh.Tests.Faults;

/// <summary>Tests that let time pass while a call hangs: on a thread pool that is busy with others, more of it passes than they mean.</summary>
[CollectionDefinition(nameof(FaultSweeps), DisableParallelization = true)]
public sealed class FaultSweeps;
