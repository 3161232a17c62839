using System.Globalization;
using System.Text;
using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Server;
using Npgsql;

namespace BackupSh.Sources.PostgreSql.Restore;

/// <summary>The new database under its temporary name. It is a template, so that servers that poll databases pass over it.</summary>
/// <remarks>While it is being restored, the session that makes it holds an advisory lock of its name. So a database with such a name
/// and without such a lock is one that an interrupted restore has left.</remarks>
internal sealed class StagedDatabase
{
    private const string Prefix = "backupsh_restoring_";

    // Any number of our own: the first half of the key of our advisory locks.
    private const int LockClass = 0x42534801;

    private readonly NpgsqlConnection _maintenance;

    private StagedDatabase(RestoreContext context, NpgsqlConnection maintenance, string name)
    {
        Context = context;
        _maintenance = maintenance;
        Name = name;
    }

    internal RestoreContext Context { get; }

    internal string Name { get; }

    /// <summary>Gets the server's major version.</summary>
    internal int ServerMajor => _maintenance.PostgreSqlVersion.Major;

    /// <summary>Creates the database, like the one that it shall replace if there is one.</summary>
    /// <exception cref="BackupSourceException">It cannot be created (<c>BSH1071</c>).</exception>
    internal static async Task<StagedDatabase> CreateAsync(RestoreContext context, NpgsqlConnection maintenance, CancellationToken cancellationToken)
    {
        StagedDatabase staged = new(context, maintenance, Prefix + Guid.NewGuid().ToString("N"));
        try
        {
            await maintenance.ExecuteAsync($"SELECT pg_advisory_lock({LockClass}, hashtext($1))", cancellationToken, staged.Name).ConfigureAwait(false);
            string like = await LikeAsync(maintenance, context.Target, cancellationToken).ConfigureAwait(false);
            await maintenance.ExecuteAsync(
                $"CREATE DATABASE {ConnectionExtensions.Quote(staged.Name)} TEMPLATE template0 IS_TEMPLATE true{like}", cancellationToken).ConfigureAwait(false);
            return staged;
        }
        catch (PostgresException exception)
        {
            throw exception.SqlState.StartsWith("53", StringComparison.Ordinal)
                ? new BackupSourceException(context.Source, ErrorTexts.Error("BSH1074", context.Target, exception.MessageText), exception)
                : new BackupSourceException(context.Source, ErrorTexts.Error("BSH1071", context.Target, exception.MessageText), exception);
        }
        catch (OperationCanceledException)
        {
            await staged.DropAsync().ConfigureAwait(false); // the server may have gone on until it heard of it
            throw;
        }
    }

    /// <summary>Lists the databases of restores that run or were interrupted.</summary>
    internal static Task<IReadOnlyList<string>> ListAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.TextsAsync("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", cancellationToken, Prefix);

    /// <summary>Tells whether no session restores to a database any more.</summary>
    internal static async Task<bool> IsAbandonedAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        !await connection.ValueAsync<bool>(
            $"SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid::bigint = {LockClass} AND objid::bigint = hashtext($1)::bigint & 4294967295)",
            cancellationToken,
            name).ConfigureAwait(false);

    /// <summary>Removes what interrupted restores have left.</summary>
    /// <returns>A warning for each.</returns>
    internal static async Task<IReadOnlyList<BackupShError>> SweepAsync(NpgsqlConnection maintenance, CancellationToken cancellationToken)
    {
        List<BackupShError> swept = [];
        foreach (string name in await ListAsync(maintenance, cancellationToken).ConfigureAwait(false))
        {
            if (await IsAbandonedAsync(maintenance, name, cancellationToken).ConfigureAwait(false)
                && await TryDropAsync(maintenance, name, cancellationToken).ConfigureAwait(false))
            {
                swept.Add(ErrorTexts.Error("BSH1073", name));
            }
        }

        return swept;
    }

    /// <summary>Opens a connection to the database, which the caller disposes before it is published.</summary>
    internal Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => Context.Server.OpenAsync(Name, cancellationToken);

    /// <summary>Removes the database of a restore that failed; what cannot be removed is left to the next restore.</summary>
    internal async Task DropAsync()
    {
        try
        {
            // On a connection of its own: the failure may have been that of the other one.
            NpgsqlConnection connection = await Context.Server.OpenAsync(Context.MaintenanceDatabase, CancellationToken.None).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                await TryDropAsync(connection, Name, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is BackupSourceException or NpgsqlException)
        {
            // The failure that brought us here is the one to tell; this one only leaves something to sweep.
            Log.StagedStays(Context.Logger, Name, exception);
        }
    }

    // Another sweep, or the restore itself, may be faster: then there is nothing to drop, which is what was wanted.
    private static async Task<bool> TryDropAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        try
        {
            await connection.ExecuteAsync($"ALTER DATABASE {ConnectionExtensions.Quote(name)} IS_TEMPLATE false", cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync($"DROP DATABASE IF EXISTS {ConnectionExtensions.Quote(name)} WITH (FORCE)", cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege)
        {
            return false; // gone, or another user's: not ours to remove
        }
    }

    // The restored database sorts and encodes as the old one did, and belongs to the same owner.
    private static async Task<string> LikeAsync(NpgsqlConnection maintenance, string target, CancellationToken cancellationToken)
    {
        const string Query = """
            SELECT pg_encoding_to_char(d.encoding)::text, d.datcollate::text, d.datctype::text, pg_get_userbyid(d.datdba)::text,
                   coalesce(to_jsonb(d) ->> 'datlocprovider', 'c'), coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale')
            FROM pg_database d WHERE d.datname = $1
            """;
        StringBuilder like = new();
        await foreach (string[] old in maintenance.RowsAsync(Query, 6, cancellationToken, target).ConfigureAwait(false))
        {
            like.Append(CultureInfo.InvariantCulture, $" ENCODING {Text(old[0])} LC_COLLATE {Text(old[1])} LC_CTYPE {Text(old[2])} OWNER {ConnectionExtensions.Quote(old[3])}");
            if (old[4] == "i")
            {
                like.Append(CultureInfo.InvariantCulture, $" LOCALE_PROVIDER icu ICU_LOCALE {Text(old[5])}");
            }
        }

        return like.ToString();
    }

    private static string Text(string value) => "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";
}
