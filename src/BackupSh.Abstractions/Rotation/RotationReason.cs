using System.Globalization;
using BackupSh.Catalog;

namespace BackupSh.Rotation;

/// <summary>Why a backup is kept or left alone.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Place">For <see cref="RotationReasonKind.Rule"/> and <see cref="RotationReasonKind.OldestWhileShort"/>, the
/// backup's period and the rule; else <see langword="null"/>.</param>
public sealed record RotationReason(RotationReasonKind Kind, RotationPlace? Place = null)
{
    /// <summary>Gets the pin that holds the backup, or <see langword="null"/>.</summary>
    public BackupPin? Pin { get; init; }

    /// <summary>Gets, for <see cref="RotationReasonKind.Minimum"/>, how recent the backup is among the healthy ones, from 1, and
    /// how many are kept; else <see langword="null"/>.</summary>
    public (int Rank, int Of)? Minimum { get; init; }

    /// <summary>Returns the reason in words.</summary>
    /// <returns>For example <c>daily 3 of 7, newest of 2026-11-20 Europe/Berlin</c>.</returns>
    public override string ToString() => Kind switch
    {
        RotationReasonKind.Rule => $"{Place?.WithStanding}",
        RotationReasonKind.Newest => "newest healthy backup",
        RotationReasonKind.Minimum => string.Create(CultureInfo.InvariantCulture, $"minimum {Minimum?.Rank} of {Minimum?.Of}"),
        RotationReasonKind.OldestWhileShort => $"oldest of all, {Place}",
        RotationReasonKind.Pinned => PinText(),
        RotationReasonKind.Future => "dated in the future",
        RotationReasonKind.NoRotation => "no rotation",
        RotationReasonKind.Unhealthy => "incomplete or damaged",
        _ => "not ours",
    };

    private string PinText()
    {
        string until = Pin?.Until is { } end ? string.Create(CultureInfo.InvariantCulture, $" until {end.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC") : "";
        return "pinned" + until + (Pin is { Reason.Length: > 0 } pin ? $": {pin.Reason}" : "");
    }
}
