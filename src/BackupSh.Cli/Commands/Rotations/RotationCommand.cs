using System.CommandLine;

namespace BackupSh.Cli.Commands.Rotations;

/// <summary><c>backupsh rotation plan|simulate|preview</c>: asking what a rotation would do. None of them deletes anything.</summary>
internal static class RotationCommand
{
    internal static Command Create(CommandFrame frame) =>
        new("rotation", "Asks what a rotation would do. Nothing is deleted.")
        {
            PlanCommand.Create(frame),
            ForecastCommand.Create(frame),
            PreviewCommand.Create(frame),
        };
}
