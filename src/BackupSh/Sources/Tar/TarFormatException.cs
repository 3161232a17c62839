namespace BackupSh.Sources.Tar;

/// <summary>What was read is no archive of the kind that we restore.</summary>
/// <remarks>No <see cref="IOException"/>: a bit that was flipped on the way may be the cause, and who reads shall look.</remarks>
/// <param name="reason">What is wrong, as a clause without a full stop.</param>
/// <param name="offset">Where, in bytes from the archive's start.</param>
internal sealed class TarFormatException(string reason, long offset) : FormatException($"At byte {offset}: {reason}.")
{
    internal string Reason { get; } = reason;

    internal long Offset { get; } = offset;
}
