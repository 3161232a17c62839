using BackupSh.Shared;
using Npgsql;

namespace BackupSh.Sources.PostgreSql.Server;

/// <summary>Says what the server's errors mean for a backup. The only place that names their codes.</summary>
internal static class ServerErrors
{
    internal static bool IsInUse(PostgresException exception) => exception.SqlState == PostgresErrorCodes.ObjectInUse;

    internal static bool IsTaken(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation;

    internal static bool IsForbidden(PostgresException exception) => exception.SqlState == PostgresErrorCodes.InsufficientPrivilege;

    /// <summary>Translates a failure to connect or to ask; null if it is a cancellation, or none of the server's.</summary>
    internal static BackupSourceException? TryTranslate(string source, string database, Exception exception, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        return exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => Of("BSH1021", database),
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } denied =>
                Of("BSH1022", source, denied.MessageText),

            // Source: class 57P: shutting down or starting up; class 53: too many connections, no memory.
            PostgresException other when other.SqlState.StartsWith("57P", StringComparison.Ordinal) || other.SqlState.StartsWith("53", StringComparison.Ordinal) =>
                Of("BSH1020", source, other.MessageText, isTransient: true),
            PostgresException other => Of("BSH1023", source, other.MessageText),
            NpgsqlException { InnerException: { } inner } => Of("BSH1020", source, inner.Message, isTransient: true),
            NpgsqlException or TimeoutException => Of("BSH1020", source, exception.Message, isTransient: true),
            _ => null,
        };

        BackupSourceException Of(string code, string first, string? second = null, bool isTransient = false) =>
            new(source, ErrorTexts.Error(code, first, second), exception, isTransient);
    }
}
