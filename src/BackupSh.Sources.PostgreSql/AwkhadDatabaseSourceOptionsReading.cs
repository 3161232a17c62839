using BackupSh.Configuration;

namespace BackupSh.Sources.PostgreSql;

/// <summary>Reads the options from a configuration.</summary>
internal static class AwkhadDatabaseSourceOptionsReading
{
    internal static void Read(OptionsReader reader, AwkhadDatabaseSourceOptions options)
    {
        reader.Text(nameof(options.ConnectionString), text => options.ConnectionString = text);
        reader.Secret(nameof(options.Password), secret => options.Password = secret);
        reader.FilePath(nameof(options.FilestoreDirectory), path => options.FilestoreDirectory = path);
        reader.WholeNumber(nameof(options.CompressionLevel), value => options.CompressionLevel = (int)Math.Clamp(value, int.MinValue, int.MaxValue));
        reader.Duration(nameof(options.LockTimeout), value => options.LockTimeout = value);
        reader.FilePath(nameof(options.ToolDirectory), path => options.ToolDirectory = path);
        reader.Text(nameof(options.MaintenanceDatabase), text => options.MaintenanceDatabase = text);
        reader.TextList(nameof(options.SuspendedCrons), list => options.SuspendedCrons = list);
        reader.TextList(nameof(options.SuspendedConfigs), list => options.SuspendedConfigs = list);
    }
}
