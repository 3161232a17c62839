using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Server;
using Npgsql;

namespace BackupSh.Sources.PostgreSql.Restore;

/// <summary>Keeps a restored database from acting: the backups that it would make and rotate are those of the original.</summary>
/// <param name="source">The source's name.</param>
/// <param name="crons">Tables whose column <c>ir_cron_id</c> names rows of <c>ir_cron</c>.</param>
/// <param name="configs">Tables whose rows are active or not.</param>
internal sealed class Suspension(string source, IReadOnlyList<string> crons, IReadOnlyList<string> configs)
{
    /// <summary>Gets a value indicating whether the database gets an identity of its own: it is a copy, beside the original.</summary>
    internal bool NewIdentity { get; init; }

    /// <summary>Suspends what is there.</summary>
    /// <exception cref="BackupSourceException">Something is there, and could not be suspended (<c>BSH1066</c>).</exception>
    internal async Task RunAsync(StagedDatabase staged, CancellationToken cancellationToken)
    {
        try
        {
            NpgsqlConnection connection = await staged.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    await SuspendAsync(connection, cancellationToken).ConfigureAwait(false);
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (PostgresException exception)
        {
            throw new BackupSourceException(source, ErrorTexts.Error("BSH1066", staged.Context.Target, exception.MessageText), exception);
        }
    }

    private async Task SuspendAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        string? cron = await FindAsync(connection, "ir_cron", cancellationToken).ConfigureAwait(false);
        foreach (string table in crons)
        {
            if (cron is not null && await FindAsync(connection, table, cancellationToken).ConfigureAwait(false) is { } naming)
            {
                await connection.ExecuteAsync(
                    $"UPDATE {cron} SET active = false WHERE active AND id IN (SELECT ir_cron_id FROM {naming})", cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (string table in configs)
        {
            if (await FindAsync(connection, table, cancellationToken).ConfigureAwait(false) is { } config)
            {
                await connection.ExecuteAsync($"UPDATE {config} SET active = false WHERE active", cancellationToken).ConfigureAwait(false);
            }
        }

        if (NewIdentity && await FindAsync(connection, "ir_config_parameter", cancellationToken).ConfigureAwait(false) is { } parameters)
        {
            await connection.ExecuteAsync(
                $"UPDATE {parameters} SET value = $1 WHERE key = 'database.uuid'", cancellationToken, Guid.NewGuid().ToString()).ConfigureAwait(false);
        }
    }

    /// <summary>Returns a table's name as statements need it, or null if there is no such table.</summary>
    private static Task<string?> FindAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken) =>
        connection.ValueAsync<string>(
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass($1)",
            cancellationToken,
            table);
}
