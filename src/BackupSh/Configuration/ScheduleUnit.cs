namespace BackupSh.Configuration;

/// <summary>The unit of a schedule such as <c>every 2 weeks</c>.</summary>
internal enum ScheduleUnit
{
    Minute,
    Hour,
    Day,
    Week,
    Month,
}
