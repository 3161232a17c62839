namespace BackupSh.Cli.Tests.Fixtures;

/// <summary>The system's time, a little earlier: for two backups in a row without waiting a second.</summary>
internal sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
}
