using Microsoft.Data.Sqlite;

namespace HostApp;

/// <summary>The application's own data: orders in a SQLite database of the working directory.</summary>
internal sealed class OrderDatabase
{
    internal string ConnectionString { get; } = "Data Source=orders.db";

    internal OrderDatabase() =>
        Execute("PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, item TEXT NOT NULL);");

    internal long Add(string item) => Execute("INSERT INTO orders (item) VALUES ($item); SELECT last_insert_rowid();", item);

    internal long Count() => Execute("SELECT count(*) FROM orders;");

    private long Execute(string sql, string? item = null)
    {
        using SqliteConnection connection = new(ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$item", (object?)item ?? DBNull.Value);
        return command.ExecuteScalar() as long? ?? 0;
    }
}
