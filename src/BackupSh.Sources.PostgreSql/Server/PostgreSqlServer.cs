using Npgsql;

namespace BackupSh.Sources.PostgreSql.Server;

/// <summary>The server of one source.</summary>
internal sealed class PostgreSqlServer(string source, ConnectionSettings settings)
{
    internal ConnectionSettings Settings => settings;

    /// <summary>Opens a connection, which the caller disposes.</summary>
    /// <exception cref="BackupSourceException">The server, the database or the user is not as it should be.</exception>
    internal async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = new(settings.ForNpgsql(database));
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (Exception exception)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            if (ServerErrors.TryTranslate(source, database, exception, cancellationToken) is { } translated)
            {
                throw translated;
            }

            throw;
        }
    }

    /// <summary>Lists the databases that can be dumped, in the order of their names.</summary>
    internal async Task<IReadOnlyList<string>> ListDatabasesAsync(string maintenanceDatabase, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await OpenAsync(maintenanceDatabase, cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await connection.TextsAsync(
                "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname COLLATE \"C\"", cancellationToken).ConfigureAwait(false);
        }
    }
}
