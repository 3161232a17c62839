using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Server;
using BackupSh.Sources.PostgreSql.Tools;
using Npgsql;

namespace BackupSh.Sources.PostgreSql.Restore;

/// <summary>One restore: fill a new database under a temporary name, and only then give it the target's.</summary>
internal sealed class DatabaseRestore(RestoreContext context)
{
    /// <summary>Gets what to do in the moment when the database gets its name, and how to undo it.</summary>
    internal IPublishedBeside? Beside { get; init; }

    /// <summary>Runs the restore.</summary>
    /// <param name="fill">Fills the staged database, to the end of the content, and keeps it from acting.</param>
    /// <param name="cancellationToken">Ends the restore.</param>
    internal async Task<RestoreReport> RunAsync(Func<StagedDatabase, Task> fill, CancellationToken cancellationToken)
    {
        // Refuse before the first byte is read what would be refused at the end.
        RefuseName();
        NpgsqlConnection maintenance = await context.Server.OpenAsync(context.MaintenanceDatabase, cancellationToken).ConfigureAwait(false);
        await using (maintenance.ConfigureAwait(false))
        {
            try
            {
                return await RunAsync(maintenance, fill, cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException exception) when (ServerErrors.TryTranslate(context.Source, context.Target, exception, cancellationToken) is { } translated)
            {
                throw translated;
            }
        }
    }

    private async Task<RestoreReport> RunAsync(NpgsqlConnection maintenance, Func<StagedDatabase, Task> fill, CancellationToken cancellationToken)
    {
        DatabasePublication publication = new(context, maintenance);
        await publication.RefuseAsync(cancellationToken).ConfigureAwait(false);
        Beside?.Refuse();
        IEnumerable<BackupShError> old = await OldToolsAsync(maintenance, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<BackupShError> swept = await StagedDatabase.SweepAsync(maintenance, cancellationToken).ConfigureAwait(false);
        StagedDatabase staged = await StagedDatabase.CreateAsync(context, maintenance, cancellationToken).ConfigureAwait(false);
        Log.Restoring(context.Logger, staged.Name, context.Target);
        string? previous;
        try
        {
            await fill(staged).ConfigureAwait(false);
            await context.Request.BeforePublish(staged.Name, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            previous = await PublishAsync(publication, staged, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await staged.DropAsync().ConfigureAwait(false);
            throw;
        }

        return new RestoreReport(context.Target) { PreviousTarget = previous, Warnings = [.. swept, .. old] };
    }

    // Files first: undoing a rename of directories is easy, and a database without its files is worse than files without it.
    private async Task<string?> PublishAsync(DatabasePublication publication, StagedDatabase staged, CancellationToken cancellationToken)
    {
        Beside?.Publish();
        try
        {
            return await publication.RunAsync(staged, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Beside?.Undo();
            throw;
        }
    }

    private async Task<IEnumerable<BackupShError>> OldToolsAsync(NpgsqlConnection maintenance, CancellationToken cancellationToken)
    {
        ToolSet tools = await context.Tools.FindAsync(maintenance.PostgreSqlVersion.Major, atLeast: 0, cancellationToken).ConfigureAwait(false);
        return PatchLevels.Warning(tools) is { } warning ? [warning] : [];
    }

    private void RefuseName()
    {
        if (!ServerOptionsRules.IsName(context.Target)
            || context.Target is "template0" or "template1"
            || context.Target == context.MaintenanceDatabase)
        {
            throw new BackupSourceException(context.Source, ErrorTexts.Error("BSH1061", context.Target));
        }
    }
}
