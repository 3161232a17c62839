using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Dump;
using Microsoft.Extensions.Logging;

namespace BackupSh.Sources.PostgreSql;

/// <summary>All databases of a PostgreSQL server, and its globals.</summary>
internal sealed class PostgreSqlServerSource(string name, PostgreSqlSourceOptions options, ILogger logger)
    : PostgreSqlSource(name, options, logger), IBackupSourceCatalog
{
    private string GlobalsName => Name + "=globals";

    /// <summary>Gets the database that the server is asked in.</summary>
    private string Entrance => Server.Settings.Database ?? Options.MaintenanceDatabase;

    private protected override string OwnDatabase => Options.ConnectionString is not null
        ? Entrance
        : throw new BackupSourceException(Name, ErrorTexts.Error("BSH1003", Name));

    /// <inheritdoc/>
    public override SourceDescription Describe(string? database = null) => database == GlobalsName
        ? new SourceDescription(Kind, GlobalsName, "sql") { RestoreCommand = "| psql -X -q -o /dev/null -d postgres" }
        : DescribeDatabase(Resolve(database));

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListDatabasesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyList<string> databases = await Server.ListDatabasesAsync(Entrance, cancellationToken).ConfigureAwait(false);
        foreach (string database in databases.Where(IsWanted))
        {
            yield return database != GlobalsName || !Options.Globals ? database : throw new BackupSourceException(Name, ErrorTexts.Error("BSH1024", database));
        }

        if (Options.Globals)
        {
            yield return GlobalsName;
        }
    }

    /// <inheritdoc/>
    public override Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(request);
        return Options.Globals && request.Database == GlobalsName
            ? DumpAsync(
                "pg_dumpall",
                DumpArguments.OfGlobals(Server.Settings.ForTool(Entrance)),
                DumpKind.Globals,
                GlobalsName,
                Entrance,
                destination,
                cancellationToken)
            : base.WriteToAsync(destination, request, cancellationToken);
    }

    private protected override string Resolve(string? database) => database ?? OwnDatabase;

    private bool IsWanted(string database) =>
        !Options.ExcludeDatabases.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, database, ignoreCase: false));
}
