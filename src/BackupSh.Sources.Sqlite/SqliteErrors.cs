using BackupSh.Shared;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BackupSh.Sources.Sqlite;

/// <summary>Says what SQLite's result codes mean for a backup. The only place that names them.</summary>
/// <param name="source">The source's name.</param>
/// <param name="path">The database's file.</param>
internal sealed class SqliteErrors(string source, string path)
{
    internal static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    internal static bool IsDamage(SqliteException exception) => exception.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    internal BackupSourceException Of(string code, params object?[] arguments) => new(source, ErrorTexts.Error(code, arguments));

    internal BackupSourceException Busy(TimeSpan waited, SqliteException? exception = null) =>
        new(source, ErrorTexts.Error("BSH0323", path, waited.TotalSeconds), exception, isTransient: true);

    /// <summary>Translates a failure to open: SQLite only says that it cannot.</summary>
    internal BackupSourceException Opening(SqliteException exception) => exception.SqliteErrorCode switch
    {
        // Looked at without opening anything: stat only.
        raw.SQLITE_CANTOPEN when Directory.Exists(path) => Wrap("BSH0321", exception),
        raw.SQLITE_CANTOPEN when !File.Exists(path) => Wrap("BSH0320", exception),
        raw.SQLITE_CANTOPEN => Wrap("BSH0326", exception),
        _ => Reading(exception),
    };

    /// <summary>Translates a failure to read a database that was opened.</summary>
    internal BackupSourceException Reading(SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Busy(TimeSpan.Zero, exception),
        raw.SQLITE_NOTADB => Wrap("BSH0324", exception),
        raw.SQLITE_CORRUPT => Wrap("BSH0325", exception, exception.Message),
        raw.SQLITE_PERM or raw.SQLITE_AUTH => Wrap("BSH0326", exception),
        raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY => Wrap("BSH0331", exception),
        _ => Wrap("BSH0332", exception, exception.Message),
    };

    /// <summary>Tells whether a failed copy failed at the scratch file: the source is only read, the scratch file only written.</summary>
    internal static bool IsWriting(SqliteException exception) =>
        exception.SqliteErrorCode == raw.SQLITE_FULL
        || exception.SqliteExtendedErrorCode is raw.SQLITE_IOERR_WRITE or raw.SQLITE_IOERR_TRUNCATE or raw.SQLITE_IOERR_FSYNC;

    /// <summary>The native library was asked to decrypt, and cannot.</summary>
    internal BackupSourceException NoEncryption(InvalidOperationException exception) => Wrap("BSH0333", exception);

    private BackupSourceException Wrap(string code, Exception inner, params object?[] more) =>
        new(source, ErrorTexts.Error(code, [path, .. more]), inner);
}
