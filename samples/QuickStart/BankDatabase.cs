using Microsoft.Data.Sqlite;

namespace QuickStart;

/// <summary>A bank whose money only moves: whatever happens, the total stays the same.</summary>
internal sealed class BankDatabase(string path)
{
    public const int Accounts = 250_000;
    public const long Total = Accounts * 1_000L;

    public string ConnectionString { get; } = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();

    public void Create()
    {
        using SqliteConnection connection = Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "CREATE TABLE account (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, balance INTEGER NOT NULL)");
        Execute(connection, $"""
            WITH RECURSIVE ids(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM ids WHERE id < {Accounts})
            INSERT INTO account SELECT id, 'owner ' || id || ' ' || hex(randomblob(16)), 1000 FROM ids
            """);
    }

    /// <summary>Moves an amount between two accounts in one transaction.</summary>
    public static void Move(SqliteConnection connection, int from, int to, int amount)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        Execute(connection, $"UPDATE account SET balance = balance - {amount} WHERE id = {from}", transaction);
        Execute(connection, $"UPDATE account SET balance = balance + {amount} WHERE id = {to}", transaction);
        transaction.Commit();
    }

    public SqliteConnection Open()
    {
        SqliteConnection connection = new(ConnectionString);
        connection.Open();
        return connection;
    }

    public T Ask<T>(string sql)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
