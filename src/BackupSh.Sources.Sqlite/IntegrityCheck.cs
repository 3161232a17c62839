using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace BackupSh.Sources.Sqlite;

/// <summary>Asks SQLite whether a database file is whole.</summary>
internal static class IntegrityCheck
{
    private const string Whole = "ok";

    /// <summary>Checks every page's structure, but not that indexes agree with their tables.</summary>
    internal const string Quick = "PRAGMA quick_check(1)";

    /// <summary>Checks indexes against their tables too.</summary>
    internal const string Thorough = "PRAGMA integrity_check(1)";

    /// <summary>Runs a check.</summary>
    /// <param name="database">The database; nobody else uses its connection.</param>
    /// <param name="pragma"><see cref="Quick"/> or <see cref="Thorough"/>.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <returns>The first finding, and why the check could not be made; both null if the database is whole.</returns>
    internal static Result Run(SqliteDatabase database, string pragma, CancellationToken cancellationToken)
    {
        try
        {
            // A broken CHECK constraint is the application's matter, and may need functions that only the application has.
            database.Execute("PRAGMA ignore_check_constraints=ON");
            string answer = database.Texts(pragma, cancellationToken)[0];
            return new Result(answer == Whole ? null : answer, NotChecked: null);
        }
        catch (SqliteException exception) when (SqliteErrors.IsDamage(exception))
        {
            return new Result(exception.Message, NotChecked: null);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_ERROR)
        {
            // A collation, function or module that only the application has.
            return new Result(Finding: null, exception.Message);
        }
    }

    internal readonly record struct Result(string? Finding, string? NotChecked);
}
