using BackupSh.Configuration;

namespace BackupSh.Sources.Sqlite;

/// <summary>Reads the options from a configuration.</summary>
internal static class SqliteSourceOptionsReading
{
    internal static void Read(OptionsReader reader, SqliteSourceOptions options)
    {
        reader.Text(
            nameof(options.ConnectionString),
            text => options.ConnectionString = SqliteDataSource.Anchor(text, reader.BaseDirectory));
        reader.Text(nameof(options.Database), text => options.Database = text);
        reader.FilePath(nameof(options.ScratchDirectory), path => options.ScratchDirectory = path);
        reader.OneOf<WhenNotWal>(nameof(options.WhenNotWal), value => options.WhenNotWal = value);
        reader.Duration(nameof(options.BusyTimeout), value => options.BusyTimeout = value);
        reader.Boolean(nameof(options.CheckBeforeUpload), value => options.CheckBeforeUpload = value);
    }
}
