using System.Globalization;
using System.Text.Json;
using BackupSh.Sources.PostgreSql.Server;
using Npgsql;

namespace BackupSh.Sources.PostgreSql.Awkhad;

/// <summary>The zip's <c>manifest.json</c>, as Awkhad's database manager writes it.</summary>
internal static class AwkhadManifest
{
    /// <summary>Writes the manifest of the moment that the connection's transaction sees.</summary>
    internal static async Task<byte[]> CreateAsync(NpgsqlConnection connection, string database, CancellationToken cancellationToken)
    {
        SortedDictionary<string, string> modules = new(StringComparer.Ordinal);
        if (await connection.ValueAsync<bool>("SELECT to_regclass('ir_module_module') IS NOT NULL", cancellationToken).ConfigureAwait(false))
        {
            const string Query = "SELECT name::text, latest_version::text FROM ir_module_module WHERE state = 'installed'";
            await foreach (string[] module in connection.RowsAsync(Query, 2, cancellationToken).ConfigureAwait(false))
            {
                modules[module[0]] = module[1];
            }
        }

        return Write(database, connection.PostgreSqlVersion, modules);
    }

    private static byte[] Write(string database, Version server, SortedDictionary<string, string> modules)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, IndentSize = 4 }))
        {
            json.WriteStartObject();
            json.WriteString("awkhad_dump", "1");
            json.WriteString("db_name", database);
            WriteVersion(json, modules.GetValueOrDefault("base"));
            json.WriteString("pg_version", server.ToString(2));
            json.WriteStartObject("modules");
            foreach ((string name, string version) in modules)
            {
                json.WriteString(name, version);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    // The application is not asked: its base module's version begins with the application's, 16.0.1.3 with 16.0.
    private static void WriteVersion(Utf8JsonWriter json, string? baseVersion)
    {
        string[] parts = (baseVersion ?? "").Split('.');
        if (parts.Length < 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor))
        {
            return;
        }

        string version = string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}");
        json.WriteString("version", version);
        json.WriteStartArray("version_info");
        json.WriteNumberValue(major);
        json.WriteNumberValue(minor);
        json.WriteNumberValue(0);
        json.WriteStringValue("final");
        json.WriteNumberValue(0);
        json.WriteStringValue("");
        json.WriteEndArray();
        json.WriteString("major_version", version);
    }
}
