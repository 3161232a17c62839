namespace BackupSh.Cli.Tests.Processes;

/// <summary>Tests that watch another process closely: beside others they would come too late.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
