namespace BackupSh.Configuration;

/// <summary>Says that the host has called <c>AddScheduler()</c>.</summary>
internal sealed class SchedulerRegistration;
