using System.CommandLine;

namespace BackupSh.Cli.Commands.Auth;

/// <summary><c>backupsh auth SERVICE</c>: lets this tool into somebody's account.</summary>
internal static class AuthCommand
{
    internal static Command Create(CommandFrame frame) =>
        new("auth", "Asks a service to let BackupSh in, and gets the token for a configuration.")
        {
            AuthDropboxCommand.Create(frame),
            AuthGoogleDriveCommand.Create(frame),
        };
}
