using Npgsql;

namespace BackupSh.Sources.PostgreSql.Server;

/// <summary>The few ways in which statements are run.</summary>
internal static class ConnectionExtensions
{
    /// <summary>Quotes a name for a statement.</summary>
    internal static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    internal static async Task<int> ExecuteAsync(this NpgsqlConnection connection, string statement, CancellationToken cancellationToken, params object[] values)
    {
        NpgsqlCommand command = Command(connection, statement, values);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns the first column of the first row; null if there is no row, or it is null.</summary>
    internal static async Task<T?> ValueAsync<T>(this NpgsqlConnection connection, string query, CancellationToken cancellationToken, params object[] values)
    {
        NpgsqlCommand command = Command(connection, query, values);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is T value ? value : default;
        }
    }

    /// <summary>Returns the first column, as text.</summary>
    internal static async Task<IReadOnlyList<string>> TextsAsync(
        this NpgsqlConnection connection, string query, CancellationToken cancellationToken, params object[] values)
    {
        List<string> texts = [];
        await foreach (string[] row in connection.RowsAsync(query, 1, cancellationToken, values).ConfigureAwait(false))
        {
            texts.Add(row[0]);
        }

        return texts;
    }

    /// <summary>Returns the first columns of each row, as text; null is empty.</summary>
    internal static async IAsyncEnumerable<string[]> RowsAsync(
        this NpgsqlConnection connection,
        string query,
        int columns,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken,
        params object[] values)
    {
        NpgsqlCommand command = Command(connection, query, values);
        await using (command.ConfigureAwait(false))
        {
            NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    yield return [.. Enumerable.Range(0, columns).Select(column => reader.IsDBNull(column) ? "" : reader.GetFieldValue<string>(column))];
                }
            }
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string statement, object[] values)
    {
#pragma warning disable CA2100 // Names in statements are quoted, and values are parameters.
        NpgsqlCommand command = new(statement, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
