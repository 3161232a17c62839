using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Restore;
using BackupSh.Sources.PostgreSql.Tools;
using Npgsql;

namespace BackupSh.Sources.PostgreSql;

/// <summary>Looks whether a server's databases could be dumped now.</summary>
internal static class ServerCheck
{
    internal static async Task<SourceReport> RunAsync(NpgsqlConnection connection, ToolSearch search, CancellationToken cancellationToken)
    {
        ToolSet tools = await search.FindAsync(connection.PostgreSqlVersion.Major, atLeast: 0, cancellationToken).ConfigureAwait(false);
        List<BackupShError> warnings = [];
        if (PatchLevels.Warning(tools) is { } warning)
        {
            warnings.Add(warning);
        }

        foreach (string left in await StagedDatabase.ListAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            if (await StagedDatabase.IsAbandonedAsync(connection, left, cancellationToken).ConfigureAwait(false))
            {
                warnings.Add(ErrorTexts.Error("BSH1070", left));
            }
        }

        return new SourceReport { Warnings = warnings, ToolVersions = Versions(connection.PostgreSqlVersion, tools) };
    }

    internal static Dictionary<string, string> Versions(Version server, ToolSet tools) => new()
    {
        ["postgresql"] = server.ToString(2),
        ["pg_dump"] = tools.Version.ToString(2),
    };
}
