using BackupSh.Catalog.Store;
using BackupSh.Shared;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BackupSh.Catalog.Sqlite;

/// <summary>Says what SQLite's result codes mean for the catalog. The only place that names them.</summary>
/// <param name="file">The catalog's file.</param>
internal sealed class SqliteCatalogErrors(string file)
{
    internal static bool IsDamage(SqliteException exception) => exception.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>Tells whether the file cannot be made or written, whatever is in it.</summary>
    internal static bool IsRefusal(SqliteException exception) => exception.SqliteErrorCode
        is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH;

    internal CatalogException Newer(long version, long known) => new(ErrorTexts.Error("BSH1122", file, version, known));

    internal CatalogException Foreign() => new(ErrorTexts.Error("BSH1124", file));

    internal CatalogException Of(SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new(ErrorTexts.Error("BSH1125", file), exception, isTransient: true),
        raw.SQLITE_FULL => new(ErrorTexts.Error("BSH1127", file), exception),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new(ErrorTexts.Error("BSH1123", file, exception.Message), exception),
        _ when IsRefusal(exception) => new(ErrorTexts.Error("BSH1126", file, exception.Message), exception),
        _ => new(ErrorTexts.Error("BSH1128", file, exception.Message), exception),
    };
}
