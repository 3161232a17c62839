namespace BackupSh.Cli;

/// <summary>What the process returns. Scripts compare these numbers: they never change their meaning.</summary>
internal static class ExitCodes
{
    internal const int Ok = 0;
    internal const int Failed = 1;
    internal const int Usage = 2;
    internal const int SomeStoragesFailed = 3;
    internal const int NoSuchBackup = 10;
    internal const int CannotDecrypt = 12;

    // Source: the shells' rule for a process that a signal ends, 128 + SIGINT (2).
    internal const int Cancelled = 130;

    // Source: the same rule, 128 + SIGPIPE (13), as other programs in a pipe return.
    internal const int OutputClosed = 141;

    /// <summary>Gets every code with its meaning, as the help shows them.</summary>
    internal static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Ok, "all is well"),
        (Failed, "it failed"),
        (Usage, "the command line or the configuration is wrong"),
        (SomeStoragesFailed, "some storages failed, others did not"),
        (NoSuchBackup, "there is no such backup"),
        (CannotDecrypt, "the backup cannot be decrypted"),
        (Cancelled, "cancelled by Ctrl-C or SIGTERM"),
        (OutputClosed, "who read standard output has stopped"),
    ];

    /// <summary>Judges what was done in several storages: a failure in all of them is a failure.</summary>
    internal static int Of(int failed, int count) => failed == 0 ? Ok : failed < count ? SomeStoragesFailed : Failed;
}
