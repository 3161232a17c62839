using BackupSh.Sources.PostgreSql.Tools;

namespace BackupSh.Sources.PostgreSql.Restore;

/// <summary>Loads SQL with <c>psql</c>.</summary>
internal static class ScriptLoading
{
    internal static async Task LoadAsync(StagedDatabase staged, Stream script, CancellationToken cancellationToken)
    {
        RestoreContext context = staged.Context;
        ToolSet tools = await context.Tools.FindAsync(staged.ServerMajor, atLeast: 0, cancellationToken).ConfigureAwait(false);
        string[] arguments =
        [
            "--dbname=" + context.Server.Settings.ForTool(staged.Name), "--no-password", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-",
        ];
        ToolProcess psql = ToolProcess.Start(context.Source, tools.PathOf("psql"), arguments, context.Server.Settings.Environs(), cancellationToken);
        await using (psql.ConfigureAwait(false))
        {
            await ToolFeed.RunAsync(psql, script, context, cancellationToken).ConfigureAwait(false);
        }
    }
}
