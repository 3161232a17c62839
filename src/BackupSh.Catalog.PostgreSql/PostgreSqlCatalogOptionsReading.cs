using BackupSh.Configuration;

namespace BackupSh.Catalog.PostgreSql;

/// <summary>Reads the options from a configuration.</summary>
internal static class PostgreSqlCatalogOptionsReading
{
    internal static void Read(OptionsReader reader, PostgreSqlCatalogOptions options)
    {
        reader.Text(nameof(options.ConnectionString), text => options.ConnectionString = text);
        reader.Secret(nameof(options.Password), secret => options.Password = secret);
        reader.Text(nameof(options.Schema), text => options.Schema = text);
    }
}
