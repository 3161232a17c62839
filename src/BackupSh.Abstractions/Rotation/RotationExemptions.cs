namespace BackupSh.Rotation;

/// <summary>The backups that no rule decides on, and why.</summary>
internal sealed class RotationExemptions
{
    // As a byte, the kind of reason; Rule stands for none. Null if there is no exemption at all.
    private readonly byte[]? _kinds;

    private RotationExemptions(byte[]? kinds) => _kinds = kinds;

    internal static RotationExemptions Find(RotationCandidate[] newestFirst, RotationSettings settings, DateTimeOffset now)
    {
        // The profiles reproduce tools that count what is dated in the future.
        DateTimeOffset latest = settings.Profile == RotationProfile.Standard ? LatestPast(settings, now) : DateTimeOffset.MaxValue;
        byte[]? kinds = null;
        for (int i = 0; i < newestFirst.Length; i++)
        {
            RotationReasonKind kind = KindOf(newestFirst[i], now, latest);
            if (kind != RotationReasonKind.Rule)
            {
                kinds ??= [.. Enumerable.Repeat((byte)RotationReasonKind.Rule, newestFirst.Length)];
                kinds[i] = (byte)kind;
            }
        }

        return new RotationExemptions(kinds);
    }

    /// <summary>Returns the latest moment that is not the future, clocks being what they are.</summary>
    internal static DateTimeOffset LatestPast(RotationSettings settings, DateTimeOffset now) =>
        now > DateTimeOffset.MaxValue - settings.FutureTolerance ? DateTimeOffset.MaxValue : now + settings.FutureTolerance;

    /// <summary>Returns the reason that keeps a backup out of the rules; <see cref="RotationReasonKind.Rule"/> if there is none.</summary>
    internal RotationReasonKind this[int index] => _kinds is null ? RotationReasonKind.Rule : (RotationReasonKind)_kinds[index];

    internal int Count(RotationReasonKind kind) => _kinds?.Count(each => each == (byte)kind) ?? 0;

    /// <summary>Returns the place of the first backup with a kind of exemption, newest first.</summary>
    internal int First(RotationReasonKind kind) => Array.IndexOf(_kinds!, (byte)kind);

    /// <summary>Returns the places of the backups that rules decide on; null if they are all.</summary>
    internal int[]? Counted()
    {
        if (_kinds is null)
        {
            return null;
        }

        int[] counted = new int[Count(RotationReasonKind.Rule)];
        int next = 0;
        for (int i = 0; i < _kinds.Length; i++)
        {
            if (_kinds[i] == (byte)RotationReasonKind.Rule)
            {
                counted[next++] = i;
            }
        }

        return counted;
    }

    // Who is not ours stays so, pinned or not.
    private static RotationReasonKind KindOf(RotationCandidate candidate, DateTimeOffset now, DateTimeOffset latest) => candidate switch
    {
        { IsForeign: true } => RotationReasonKind.Foreign,
        { Pin: { } pin } when pin.HoldsAt(now) => RotationReasonKind.Pinned,
        { Health: not RotationHealth.Healthy } => RotationReasonKind.Unhealthy,
        _ when candidate.Time > latest => RotationReasonKind.Future,
        _ => RotationReasonKind.Rule,
    };
}
