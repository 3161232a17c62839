using System.Globalization;
using System.Text;
using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Server;
using Npgsql;

namespace BackupSh.Sources.PostgreSql.Restore;

/// <summary>Gives a restored database its name, in one transaction with moving away the one that it replaces.</summary>
internal sealed class DatabasePublication(RestoreContext context, NpgsqlConnection maintenance)
{
    // A host that connects again at once may slip in between ending its session and the rename, but not for ever.
    private const int Attempts = 10;

    /// <summary>Throws if the target may not be published to now.</summary>
    /// <exception cref="BackupSourceException">It exists (<c>BSH1060</c>), or has sessions (<c>BSH1062</c>).</exception>
    internal async Task RefuseAsync(CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(context.Target, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (!context.Request.Replace)
        {
            throw Failure("BSH1060", context.Target);
        }

        if (!context.Request.Disconnect)
        {
            await RefuseSessionsAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Publishes a database.</summary>
    /// <returns>The name that the replaced one has now, or null.</returns>
    internal async Task<string?> RunAsync(StagedDatabase staged, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            bool replaces = context.Request.Replace && await ExistsAsync(context.Target, cancellationToken).ConfigureAwait(false);
            if (replaces && context.Request.Disconnect)
            {
                await DisconnectAsync(cancellationToken).ConfigureAwait(false);
            }

            try
            {
                string? previous = replaces ? await FreeNameAsync(cancellationToken).ConfigureAwait(false) : null;
                await RenameAsync(staged.Name, previous, cancellationToken).ConfigureAwait(false);
                return previous;
            }
            catch (PostgresException exception) when (ServerErrors.IsTaken(exception))
            {
                throw Failure("BSH1060", context.Target);
            }
            catch (PostgresException exception) when (ServerErrors.IsInUse(exception))
            {
                if (!context.Request.Disconnect || attempt == Attempts)
                {
                    await RefuseSessionsAsync(cancellationToken).ConfigureAwait(false);
                    throw new BackupSourceException(context.Source, ErrorTexts.Error("BSH1062", context.Target, 1, exception.MessageText), exception, isTransient: true);
                }
            }
        }
    }

    private async Task RenameAsync(string staged, string? previous, CancellationToken cancellationToken)
    {
        string target = ConnectionExtensions.Quote(context.Target);
        NpgsqlTransaction transaction = await maintenance.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            if (previous is not null)
            {
                string old = ConnectionExtensions.Quote(previous);
                await maintenance.ExecuteAsync($"ALTER DATABASE {target} RENAME TO {old}", cancellationToken).ConfigureAwait(false);
                await maintenance.ExecuteAsync($"ALTER DATABASE {old} ALLOW_CONNECTIONS false", cancellationToken).ConfigureAwait(false);
            }

            await maintenance.ExecuteAsync($"ALTER DATABASE {ConnectionExtensions.Quote(staged)} RENAME TO {target}", cancellationToken).ConfigureAwait(false);
            await maintenance.ExecuteAsync($"ALTER DATABASE {target} IS_TEMPLATE false", cancellationToken).ConfigureAwait(false);

            // From here on it happens or it does not: a token that fires while the server commits would leave nobody knowing.
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private Task<bool> ExistsAsync(string name, CancellationToken cancellationToken) =>
        maintenance.ValueAsync<bool>("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", cancellationToken, name);

    private async Task RefuseSessionsAsync(CancellationToken cancellationToken)
    {
        const string Query = """
            SELECT format('%s %s%s %s', pid, usename, '@' || host(client_addr), application_name)
            FROM pg_stat_activity WHERE datname = $1 ORDER BY pid
            """;
        IReadOnlyList<string> sessions = await maintenance.TextsAsync(Query, cancellationToken, context.Target).ConfigureAwait(false);
        if (sessions.Count > 0)
        {
            throw new BackupSourceException(
                context.Source, ErrorTexts.Error("BSH1062", context.Target, sessions.Count, string.Join(", ", sessions.Select(session => session.Trim()))), isTransient: true);
        }
    }

    private async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        long ended = await maintenance.ValueAsync<long>(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = $1", cancellationToken, context.Target).ConfigureAwait(false);
        if (ended > 0)
        {
            Log.Disconnected(context.Logger, (int)ended, context.Target);
        }
    }

    private async Task<string> FreeNameAsync(CancellationToken cancellationToken)
    {
        string suffix = context.Request.Time.UtcDateTime.ToString("'_before_'yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture);
        string name = Shorten(context.Target, suffix);
        for (int number = 2; await ExistsAsync(name, cancellationToken).ConfigureAwait(false); number++)
        {
            name = Shorten(context.Target, $"{suffix}_{number}");
        }

        return name;
    }

    // The server would cut the end off, which is what tells the names apart.
    private static string Shorten(string name, string suffix)
    {
        while (Encoding.UTF8.GetByteCount(name + suffix) > ServerOptionsRules.MaximumNameBytes)
        {
            name = name[..^(char.IsLowSurrogate(name[^1]) ? 2 : 1)];
        }

        return name + suffix;
    }

    private BackupSourceException Failure(string code, params object?[] arguments) => new(context.Source, ErrorTexts.Error(code, arguments));
}
