using BackupSh.Sources.PostgreSql.Server;
using BackupSh.Sources.PostgreSql.Tools;
using Microsoft.Extensions.Logging;

namespace BackupSh.Sources.PostgreSql.Restore;

/// <summary>What the steps of one restore share.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Server">The server to restore to.</param>
/// <param name="Tools">Where the tools are.</param>
/// <param name="MaintenanceDatabase">The database from which others are created and renamed.</param>
/// <param name="Request">What is asked.</param>
/// <param name="Logger">Where it is logged.</param>
internal sealed record RestoreContext(
    string Source, PostgreSqlServer Server, ToolSearch Tools, string MaintenanceDatabase, RestoreRequest Request, ILogger Logger)
{
    internal string Target => Request.Target;
}
