using BackupSh.Catalog;
using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Dump;
using BackupSh.Sources.PostgreSql.Restore;
using BackupSh.Sources.PostgreSql.Server;
using BackupSh.Sources.PostgreSql.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace BackupSh.Sources.PostgreSql;

/// <summary>A PostgreSQL database: what <c>pg_dump</c> writes, checked at its end; restored into a new database.</summary>
internal class PostgreSqlSource : IRestorableBackupSource
{
    internal const string Kind = "postgresql";
    private readonly ILogger _logger;

    internal PostgreSqlSource(string name, PostgreSqlSourceOptions options, ILogger logger)
    {
        Name = name;
        Options = options;
        _logger = logger;
        Server = new PostgreSqlServer(name, ConnectionSettings.Of(options.ConnectionString, options.Password));
        Tools = new ToolSearch(name, options.ToolDirectory);
    }

    /// <inheritdoc/>
    public bool ExecutesContent => true;

    /// <summary>Gets the moment that the next dumps are of: a seam for tests.</summary>
    internal string? Moment { get; init; }

    private protected string Name { get; }

    private protected PostgreSqlSourceOptions Options { get; }

    private protected PostgreSqlServer Server { get; }

    private protected ToolSearch Tools { get; }

    private protected virtual string OwnDatabase => Server.Settings.Database is { } database && Options.ConnectionString is not null
        ? database
        : throw new BackupSourceException(Name, ErrorTexts.Error("BSH1003", Name));

    internal static PostgreSqlSource Create(string name, PostgreSqlSourceOptions options, IServiceProvider services)
    {
        ILogger logger = services.GetService<ILoggerFactory>()?.CreateLogger<PostgreSqlSource>() ?? (ILogger)NullLogger<PostgreSqlSource>.Instance;
        return options.AllDatabases ? new PostgreSqlServerSource(name, options, logger) : new PostgreSqlSource(name, options, logger);
    }

    /// <inheritdoc/>
    public virtual SourceDescription Describe(string? database = null) => DescribeDatabase(Resolve(database));

    /// <inheritdoc/>
    public virtual async Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(request);
        string database = Resolve(request.Database);
        string connection = Server.Settings.ForTool(database);
        DumpKind kind = Options.Format == DumpFormat.Plain ? DumpKind.Script : DumpKind.Archive;
        return await DumpAsync(
            "pg_dump", DumpArguments.OfDatabase(Options, connection, Moment), kind, database, database, destination, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>Connects, finds the tools, and looks for databases that an interrupted restore has left.</remarks>
    public virtual async Task<SourceReport> CheckAsync(CancellationToken cancellationToken = default)
    {
        NpgsqlConnection connection = await Server.OpenAsync(OwnDatabase, cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await ServerCheck.RunAsync(connection, Tools, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<RestoreReport> RestoreAsync(Stream content, RestoreRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(request);
        Suspension suspension = new(Name, Options.SuspendedCrons, Options.SuspendedConfigs);
        DatabaseRestore restore = new(new RestoreContext(Name, Server, Tools, Options.MaintenanceDatabase, request, _logger));
        DumpLoading loading = new(Options);
        return await restore.RunAsync(
            async staged =>
            {
                await loading.LoadAsync(staged, content, cancellationToken).ConfigureAwait(false);
                await suspension.RunAsync(staged, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private protected SourceDescription DescribeDatabase(string database)
    {
        string file = BackupName.Escape(database);
        return Options.Format == DumpFormat.Plain
            ? new SourceDescription(Kind, database, "sql")
            {
                RestoreCommand = $"> {file}.sql && createdb restored && psql -X -q -o /dev/null -v ON_ERROR_STOP=1 -d restored -f {file}.sql",
            }
            : new SourceDescription(Kind, database, "dump")
            {
                RestoreCommand = $"> {file}.dump && createdb restored && pg_restore --exit-on-error -d restored {file}.dump",
            };
    }

    private protected virtual string Resolve(string? database)
    {
        if (database is not null && database != OwnDatabase)
        {
            throw new ArgumentException($"The source '{Name}' holds one database, '{OwnDatabase}'.", nameof(database));
        }

        return OwnDatabase;
    }

    private protected async Task<SourceReport> DumpAsync(
        string toolName,
        IEnumerable<string> arguments,
        DumpKind kind,
        string shown,
        string connectTo,
        Stream destination,
        CancellationToken cancellationToken)
    {
        // The server is asked first: its words about a missing database or a wrong password are exact.
        NpgsqlConnection connection = await Server.OpenAsync(connectTo, cancellationToken).ConfigureAwait(false);
        Version version = connection.PostgreSqlVersion;
        await connection.DisposeAsync().ConfigureAwait(false);
        ToolSet tools = await Tools.FindAsync(version.Major, atLeast: 0, cancellationToken).ConfigureAwait(false);
        Log.Dumping(_logger, shown, toolName, tools.Version, tools.Directory);
        ToolProcess tool = ToolProcess.Start(Name, tools.PathOf(toolName), arguments, Server.Settings.Environs(), cancellationToken);
        await using (tool.ConfigureAwait(false))
        {
            IReadOnlyList<BackupShError> warnings = await new DumpRun(Name, shown)
                .RunAsync(tool, kind, destination, cancellationToken).ConfigureAwait(false);
            return new SourceReport { Warnings = warnings, ToolVersions = ServerCheck.Versions(version, tools) };
        }
    }
}
