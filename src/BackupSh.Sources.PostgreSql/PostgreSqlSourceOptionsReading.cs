using BackupSh.Configuration;

namespace BackupSh.Sources.PostgreSql;

/// <summary>Reads the options from a configuration.</summary>
internal static class PostgreSqlSourceOptionsReading
{
    internal static void Read(OptionsReader reader, PostgreSqlSourceOptions options)
    {
        reader.Text(nameof(options.ConnectionString), text => options.ConnectionString = text);
        reader.Secret(nameof(options.Password), secret => options.Password = secret);
        reader.Boolean(nameof(options.AllDatabases), value => options.AllDatabases = value);
        reader.TextList(nameof(options.ExcludeDatabases), list => options.ExcludeDatabases = list);
        reader.Boolean(nameof(options.Globals), value => options.Globals = value);
        reader.OneOf<DumpFormat>(nameof(options.Format), value => options.Format = value);
        reader.TextList(nameof(options.Schemas), list => options.Schemas = list);
        reader.TextList(nameof(options.ExcludeSchemas), list => options.ExcludeSchemas = list);
        reader.TextList(nameof(options.Tables), list => options.Tables = list);
        reader.TextList(nameof(options.ExcludeTables), list => options.ExcludeTables = list);
        reader.TextList(nameof(options.ExcludeTableData), list => options.ExcludeTableData = list);
        reader.Duration(nameof(options.LockTimeout), value => options.LockTimeout = value);
        reader.FilePath(nameof(options.ToolDirectory), path => options.ToolDirectory = path);
        reader.Text(nameof(options.MaintenanceDatabase), text => options.MaintenanceDatabase = text);
        reader.WholeNumber(nameof(options.RestoreJobs), value => options.RestoreJobs = (int)Math.Clamp(value, int.MinValue, int.MaxValue));
        reader.FilePath(nameof(options.ScratchDirectory), path => options.ScratchDirectory = path);
        reader.Boolean(nameof(options.RestoreOwners), value => options.RestoreOwners = value);
        reader.TextList(nameof(options.SuspendedCrons), list => options.SuspendedCrons = list);
        reader.TextList(nameof(options.SuspendedConfigs), list => options.SuspendedConfigs = list);
    }
}
