using BackupSh.Configuration;

namespace BackupSh.Catalog.Sqlite;

/// <summary>Reads the options from a configuration.</summary>
internal static class SqliteCatalogOptionsReading
{
    internal static void Read(OptionsReader reader, SqliteCatalogOptions options)
    {
        reader.FilePath(nameof(options.File), path => options.File = path);
        reader.Duration(nameof(options.BusyTimeout), value => options.BusyTimeout = value);
        reader.Boolean(nameof(options.FallBackToMemory), value => options.FallBackToMemory = value);
    }
}
