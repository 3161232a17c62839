namespace BackupSh.Rotation;

/// <summary>The backups that rules decide on, newest first, with what the zone's clocks showed at each.</summary>
internal sealed class CountedBackups
{
    private readonly RotationCandidate[] _backups;
    private readonly ZoneClock _clock;
    private readonly RotationCandidate? _newest;
    private readonly bool _carriesMonthsOver;

    internal CountedBackups(RotationCandidate[] backups, RotationPolicy policy, DateTimeOffset now)
    {
        _backups = backups;
        _clock = new ZoneClock(policy.TimeZone, policy.Settings.UseRecordedOffset);
        LocalTimes = Array.ConvertAll(backups, backup => _clock.At(backup.Time));

        // restic counts backups of the future, but measures no age from them.
        bool isRestic = policy.Settings.Profile == RotationProfile.Restic;
        _newest = isRestic ? Array.Find(backups, backup => backup.Time < now) : backups.FirstOrDefault();
        _carriesMonthsOver = isRestic;
    }

    internal int Count => _backups.Length;

    internal LocalTime[] LocalTimes { get; }

    internal ZoneClock Clock => _clock;

    internal RotationCandidate this[int index] => _backups[index];

    /// <summary>Returns the first moment of a backup's period.</summary>
    internal DateTimeOffset StartOfPeriod(PeriodCalendar calendar, int index) =>
        calendar.FirstMoment(calendar.KeyOf(LocalTimes[index]), _clock, _backups[index].Time);

    /// <summary>Returns the moment after which a backup has to be to be younger than an age.</summary>
    internal DateTimeOffset Cutoff(CalendarDuration age) =>
        _newest is null ? DateTimeOffset.MinValue : CalendarSubtraction.Subtract(_newest.Time, age, _clock, _carriesMonthsOver);
}
