using System.Globalization;
using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Dump;
using BackupSh.Sources.PostgreSql.Tools;

namespace BackupSh.Sources.PostgreSql.Restore;

/// <summary>Loads what <c>pg_dump</c> has written, in either format.</summary>
internal sealed class DumpLoading(PostgreSqlSourceOptions options)
{
    /// <summary>Loads a dump into a staged database, to the end of the content.</summary>
    /// <exception cref="BackupSourceException">The content is no dump, or the tool has failed.</exception>
    internal async Task LoadAsync(StagedDatabase staged, Stream content, CancellationToken cancellationToken)
    {
        RestoreContext context = staged.Context;
        (byte[] head, PrefixedReadStream dump) = await PrefixedReadStream.PeekAsync(content, DumpKinds.HeadBytes, cancellationToken).ConfigureAwait(false);
        switch (DumpKinds.Of(head))
        {
            case DumpKind.Archive:
                await LoadArchiveAsync(staged, dump, DumpKinds.OldestReader(head), cancellationToken).ConfigureAwait(false);
                break;
            case DumpKind.Script:
                await ScriptLoading.LoadAsync(staged, dump, cancellationToken).ConfigureAwait(false);
                break;
            case DumpKind.Globals:
                throw new BackupSourceException(context.Source, ErrorTexts.Error("BSH1064"));
            default:
                throw new BackupSourceException(context.Source, ErrorTexts.Error("BSH1063", context.Target, "a dump of a PostgreSQL database"));
        }
    }

    private async Task LoadArchiveAsync(StagedDatabase staged, Stream dump, int oldestReader, CancellationToken cancellationToken)
    {
        RestoreContext context = staged.Context;
        ToolSet tools = await context.Tools.FindAsync(staged.ServerMajor, oldestReader, cancellationToken).ConfigureAwait(false);
        if (options.RestoreJobs == 1)
        {
            ToolProcess restore = Start(staged, tools, [], cancellationToken);
            await using (restore.ConfigureAwait(false))
            {
                await ToolFeed.RunAsync(restore, dump, context, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        using SpooledDump spooled = await SpooledDump.CreateAsync(context.Source, options.ScratchDirectory, dump, cancellationToken).ConfigureAwait(false);
        string jobs = "--jobs=" + options.RestoreJobs.ToString(CultureInfo.InvariantCulture);
        ToolProcess parallel = Start(staged, tools, [jobs, "--", spooled.Path], cancellationToken);
        await using (parallel.ConfigureAwait(false))
        {
            await ToolFeed.RunAsync(parallel, context, cancellationToken).ConfigureAwait(false);
        }
    }

    private ToolProcess Start(StagedDatabase staged, ToolSet tools, IEnumerable<string> more, CancellationToken cancellationToken)
    {
        RestoreContext context = staged.Context;
        string[] arguments =
        [
            "--dbname=" + context.Server.Settings.ForTool(staged.Name), "--no-password", "--exit-on-error", "--format=custom",
            .. options.RestoreOwners ? [] : (string[])["--no-owner", "--no-privileges"],
            .. more,
        ];
        return ToolProcess.Start(context.Source, tools.PathOf("pg_restore"), arguments, context.Server.Settings.Environs(), cancellationToken);
    }
}
