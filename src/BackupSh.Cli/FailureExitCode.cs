using System.Globalization;
using BackupSh.Configuration;
using BackupSh.Encryption;

namespace BackupSh.Cli;

/// <summary>Finds the exit code for what was thrown.</summary>
internal static class FailureExitCode
{
    internal static int Of(Exception exception) => exception switch
    {
        OperationCanceledException => ExitCodes.Cancelled,
        BackupShConfigurationException => ExitCodes.Usage,
        BackupDecryptionException => ExitCodes.CannotDecrypt,
        BackupShException { Code: { } code } => OfCode(int.Parse(code.AsSpan(3), CultureInfo.InvariantCulture)),
        _ => ExitCodes.Failed,
    };

    // Source: docs/errors.md. The codes are stable, so that programs may compare them.
    private static int OfCode(int code) => code switch
    {
        1 or 2 => ExitCodes.Usage, // a secret's variable or file
        >= 140 and <= 143 => ExitCodes.Usage, // an unknown job, source, storage or encryptor
        >= 521 and <= 527 => ExitCodes.NoSuchBackup, // what is left of a backup is none
        540 or 542 or 544 => ExitCodes.NoSuchBackup, // 544: no backup can have such a name
        561 or 562 => ExitCodes.Usage, // a job that only simulates, or one that does not
        >= 700 and <= 705 => ExitCodes.Usage,
        713 or 715 or 718 or 722 => ExitCodes.Usage, // an input that is not there, and what only the caller can add
        >= 730 and <= 737 => ExitCodes.Usage,
        >= 750 and <= 759 => ExitCodes.Usage,
        _ => ExitCodes.Failed,
    };
}
