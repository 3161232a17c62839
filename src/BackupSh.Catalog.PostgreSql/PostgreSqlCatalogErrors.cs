using System.Net.Sockets;
using BackupSh.Catalog.Store;
using BackupSh.Shared;
using Npgsql;

namespace BackupSh.Catalog.PostgreSql;

/// <summary>Says what PostgreSQL's answers mean for the catalog. The only place that names them.</summary>
/// <param name="place">The server and the database, without secrets.</param>
internal sealed class PostgreSqlCatalogErrors(string place)
{
    internal CatalogException Newer(long version, long known) => new(ErrorTexts.Error("BSH1132", place, version, known));

    internal CatalogException Of(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            Wrap("BSH1133", exception),
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => Wrap("BSH1134", exception),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => Wrap("BSH1135", exception),
        PostgresException { IsTransient: true } => Wrap("BSH1136", exception, isTransient: true),
        PostgresException refused => Wrap("BSH1137", exception, false, refused.MessageText),
        NpgsqlException or TimeoutException or SocketException or IOException => Wrap("BSH1136", exception, isTransient: true),
        _ => Wrap("BSH1137", exception, false, exception.Message),
    };

    private CatalogException Wrap(string code, Exception inner, bool isTransient = false, params object?[] more) =>
        new(ErrorTexts.Error(code, [place, .. more]), inner, isTransient);
}
