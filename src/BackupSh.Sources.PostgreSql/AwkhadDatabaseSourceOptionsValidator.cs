using BackupSh.Configuration;
using BackupSh.Shared;

namespace BackupSh.Sources.PostgreSql;

/// <summary>Reports what is missing or wrong in the options.</summary>
internal static class AwkhadDatabaseSourceOptionsValidator
{
    internal static void Validate(AwkhadDatabaseSourceOptions options, OptionsScope scope)
    {
        ServerOptionsRules.ConnectionString(options.ConnectionString, needsDatabase: true, scope);
        scope.RequireReadable(nameof(options.Password), options.Password);
        scope.Require(nameof(options.FilestoreDirectory), options.FilestoreDirectory);
        ServerOptionsRules.Name(nameof(options.MaintenanceDatabase), options.MaintenanceDatabase, scope);
        ServerOptionsRules.LockTimeout(options.LockTimeout, scope);
        ServerOptionsRules.TableNames(nameof(options.SuspendedCrons), options.SuspendedCrons, scope);
        ServerOptionsRules.TableNames(nameof(options.SuspendedConfigs), options.SuspendedConfigs, scope);

        // Source: zlib's levels; 0 stores, which would not fit the zip's method.
        if (options.CompressionLevel is < 1 or > 9)
        {
            scope.Fault(nameof(options.CompressionLevel), ErrorTexts.Error("BSH1006", options.CompressionLevel));
        }
    }
}
