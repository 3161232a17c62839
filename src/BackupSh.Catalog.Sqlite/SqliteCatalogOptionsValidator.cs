using BackupSh.Configuration;
using BackupSh.Shared;

namespace BackupSh.Catalog.Sqlite;

/// <summary>Reports what is missing or wrong in the options.</summary>
internal static class SqliteCatalogOptionsValidator
{
    private static readonly TimeSpan MinimumBusyTimeout = TimeSpan.FromSeconds(1);

    internal static void Validate(SqliteCatalogOptions options, OptionsScope scope)
    {
        if (scope.Require(nameof(options.File), options.File) && options.File!.Contains('\0', StringComparison.Ordinal))
        {
            scope.Fault(nameof(options.File), ErrorTexts.Error("BSH1120"));
        }

        if (options.BusyTimeout < MinimumBusyTimeout)
        {
            scope.Fault(nameof(options.BusyTimeout), ErrorTexts.Error("BSH1121", options.BusyTimeout));
        }
    }
}
