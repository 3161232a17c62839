namespace BackupSh.Catalog;

/// <summary>What lies under the name of a backup's pin.</summary>
/// <param name="IsThere">Whether anything does.</param>
/// <param name="Pin">What it says, or null if it cannot be read.</param>
internal sealed record PinReading(bool IsThere, BackupPin? Pin)
{
    internal static PinReading None { get; } = new(false, null);

    /// <summary>Reads a pin's content.</summary>
    internal static PinReading Of(ReadOnlySpan<byte> content) =>
        new(true, BackupPinFile.TryRead(content, out BackupPin? pin, out _) ? pin : null);

    /// <summary>Tells whether the backup is kept. A pin that cannot be read keeps it.</summary>
    internal bool HoldsAt(DateTimeOffset now) => IsThere && (Pin is null || Pin.HoldsAt(now));
}
