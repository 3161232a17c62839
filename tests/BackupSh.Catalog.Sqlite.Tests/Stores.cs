using BackupSh.Catalog.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Catalog.Sqlite.Tests;

/// <summary>Stores, records and looks into files.</summary>
internal static class Stores
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    internal static SqliteCatalogStore Open(string file, ILogger? logger = null, bool fallBack = false) => new(
        new SqliteCatalogOptions { File = file, FallBackToMemory = fallBack }, new FakeTimeProvider(Now), logger ?? NullLogger.Instance);

    internal static CatalogRecord Record(string key, CatalogRecordKind kind = CatalogRecordKind.Run) => new(kind, "a", key, Now, "{}");

    internal static async Task<int> CountAsync(CatalogStore store, CatalogRecordKind kind = CatalogRecordKind.Run) =>
        await store.ListAsync(new CatalogQuery { Kind = kind }, TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken);

    internal static object? Scalar(string file, string sql)
    {
        using SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        using SqliteCommand command = new(sql, connection);
        return command.ExecuteScalar();
    }
}
