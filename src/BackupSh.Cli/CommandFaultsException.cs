using BackupSh.Cli.Output;

namespace BackupSh.Cli;

/// <summary>What a command was given cannot be used.</summary>
internal sealed class CommandFaultsException(BackupShError error, IReadOnlyList<ShownFault> faults) : BackupShException(error)
{
    internal IReadOnlyList<ShownFault> Faults { get; } = faults;
}
