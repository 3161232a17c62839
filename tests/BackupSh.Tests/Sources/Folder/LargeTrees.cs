namespace BackupSh.Tests.Sources.Folder;

/// <summary>Tests that keep the machine busy for a while: beside others they would make those that watch the time fail.</summary>
[CollectionDefinition(nameof(LargeTrees), DisableParallelization = true)]
public sealed class LargeTrees;
