using BackupSh.Rotation;

namespace BackupSh.Cli.Setup;

/// <summary>What somebody wants to be set up. Every answer is checked.</summary>
internal sealed record SetupAnswers
{
    internal required SourceKind Kind { get; init; }

    /// <summary>Gets the full path of the database or the folder.</summary>
    internal required string Source { get; init; }

    /// <summary>Gets the full path of the folder for the backups.</summary>
    internal required string Storage { get; init; }

    internal required PassphraseChoice Passphrase { get; init; }

    /// <summary>Gets the full path of the file for a new passphrase, or null to show it once.</summary>
    internal required string? PassphraseFile { get; init; }

    internal required RotationRule Daily { get; init; }

    internal required RotationRule Weekly { get; init; }

    internal required RotationRule Monthly { get; init; }
}
