using BackupSh.Configuration;
using BackupSh.Shared;

namespace BackupSh.Sources.PostgreSql;

/// <summary>Reports what is missing or wrong in the options.</summary>
internal static class PostgreSqlSourceOptionsValidator
{
    private const int MostJobs = 64;

    internal static void Validate(PostgreSqlSourceOptions options, OptionsScope scope)
    {
        ServerOptionsRules.ConnectionString(options.ConnectionString, needsDatabase: !options.AllDatabases, scope);
        scope.RequireReadable(nameof(options.Password), options.Password);
        ServerOptionsRules.Name(nameof(options.MaintenanceDatabase), options.MaintenanceDatabase, scope);
        ServerOptionsRules.LockTimeout(options.LockTimeout, scope);
        ServerOptionsRules.Patterns(nameof(options.ExcludeDatabases), options.ExcludeDatabases, scope);
        ServerOptionsRules.Patterns(nameof(options.Schemas), options.Schemas, scope);
        ServerOptionsRules.Patterns(nameof(options.ExcludeSchemas), options.ExcludeSchemas, scope);
        ServerOptionsRules.Patterns(nameof(options.Tables), options.Tables, scope);
        ServerOptionsRules.Patterns(nameof(options.ExcludeTables), options.ExcludeTables, scope);
        ServerOptionsRules.Patterns(nameof(options.ExcludeTableData), options.ExcludeTableData, scope);
        ServerOptionsRules.TableNames(nameof(options.SuspendedCrons), options.SuspendedCrons, scope);
        ServerOptionsRules.TableNames(nameof(options.SuspendedConfigs), options.SuspendedConfigs, scope);
        if (!Enum.IsDefined(options.Format))
        {
            scope.Fault(nameof(options.Format), ErrorTexts.Error("BSH1004", options.Format));
        }

        if (options.RestoreJobs is < 1 or > MostJobs)
        {
            scope.Fault(nameof(options.RestoreJobs), ErrorTexts.Error("BSH1005", options.RestoreJobs));
        }
    }
}
