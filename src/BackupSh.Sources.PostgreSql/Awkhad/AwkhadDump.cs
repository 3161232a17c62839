using System.Data;
using BackupSh.Sources.PostgreSql.Dump;
using BackupSh.Sources.PostgreSql.Server;
using BackupSh.Sources.PostgreSql.Tools;
using BackupSh.Sources.PostgreSql.Zip;
using Npgsql;

namespace BackupSh.Sources.PostgreSql.Awkhad;

/// <summary>Writes an Awkhad database as the zip of its database manager: SQL and manifest of one moment, then the files.</summary>
/// <remarks>Files are written before the rows that name them and deleted long after, so those that the moment needs are there when
/// the dump has ended.</remarks>
internal sealed class AwkhadDump(string source, PostgreSqlServer server, ToolSearch search, AwkhadDatabaseSourceOptions options, TimeProvider time)
{
    internal async Task<SourceReport> RunAsync(Stream destination, string database, CancellationToken cancellationToken)
    {
        Filestore filestore = new(source, options.FilestoreDirectory ?? "", database);
        filestore.Require();
        NpgsqlConnection connection = await server.OpenAsync(database, cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            ToolSet tools = await search.FindAsync(connection.PostgreSqlVersion.Major, atLeast: 0, cancellationToken).ConfigureAwait(false);
            ParallelZipWriter zip = new(destination, options.CompressionLevel, cancellationToken);
            await using (zip.ConfigureAwait(false))
            {
                List<BackupShError> warnings = [.. await WriteDatabaseAsync(zip, connection, tools, database, cancellationToken).ConfigureAwait(false)];
                warnings.AddRange(await filestore.WriteToAsync(zip).ConfigureAwait(false));
                await zip.CompleteAsync().ConfigureAwait(false);
                return new SourceReport { Warnings = warnings, ToolVersions = ServerCheck.Versions(connection.PostgreSqlVersion, tools) };
            }
        }
    }

    private async Task<IReadOnlyList<BackupShError>> WriteDatabaseAsync(
        ParallelZipWriter zip, NpgsqlConnection connection, ToolSet tools, string database, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            string moment = (await connection.ValueAsync<string>("SELECT pg_export_snapshot()", cancellationToken).ConfigureAwait(false))!;
            byte[] manifest = await AwkhadManifest.CreateAsync(connection, database, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<BackupShError> warnings;
            IEnumerable<string> arguments = DumpArguments.OfAwkhad(server.Settings.ForTool(database), options.LockTimeout, moment);
            ToolProcess tool = ToolProcess.Start(source, tools.PathOf("pg_dump"), arguments, server.Settings.Environs(), cancellationToken);
            await using (tool.ConfigureAwait(false))
            {
                DumpShape shape = new(DumpKind.Script);
                tool.Input.Close();
                using (ReadAheadStream output = new(tool.Output))
                {
                    ShapedReadStream dump = new(output, shape);
                    await zip.AddAsync(AwkhadEntryName.Dump, now, dump).ConfigureAwait(false);
                }

                warnings = await new DumpRun(source, database).JudgeAsync(tool, shape, cancellationToken).ConfigureAwait(false);
            }

            using MemoryStream content = new(manifest);
            await zip.AddAsync(AwkhadEntryName.Manifest, now, content).ConfigureAwait(false);
            return warnings;
        }
    }
}
