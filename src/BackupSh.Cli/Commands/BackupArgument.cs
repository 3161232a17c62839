using System.CommandLine;

namespace BackupSh.Cli.Commands;

/// <summary>The argument of commands about one backup.</summary>
internal static class BackupArgument
{
    internal static Argument<string> Create() => new("backup") { Description = "The backup's name without extension, or latest:SOURCE." };
}
