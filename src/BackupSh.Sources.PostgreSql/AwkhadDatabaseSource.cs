using BackupSh.Catalog;
using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Awkhad;
using BackupSh.Sources.PostgreSql.Restore;
using BackupSh.Sources.PostgreSql.Server;
using BackupSh.Sources.PostgreSql.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace BackupSh.Sources.PostgreSql;

/// <summary>An Awkhad database with its filestore: one zip, as Awkhad's own database manager reads and writes it.</summary>
internal sealed class AwkhadDatabaseSource : IRestorableBackupSource
{
    internal const string Kind = "awkhad";
    private readonly string _name;
    private readonly AwkhadDatabaseSourceOptions _options;
    private readonly PostgreSqlServer _server;
    private readonly ToolSearch _tools;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal AwkhadDatabaseSource(string name, AwkhadDatabaseSourceOptions options, TimeProvider time, ILogger logger)
    {
        _name = name;
        _options = options;
        _server = new PostgreSqlServer(name, ConnectionSettings.Of(options.ConnectionString, options.Password));
        _tools = new ToolSearch(name, options.ToolDirectory);
        _time = time;
        _logger = logger;
    }

    /// <inheritdoc/>
    public bool ExecutesContent => true;

    private string Database => _server.Settings.Database is { } database && _options.ConnectionString is not null
        ? database
        : throw new BackupSourceException(_name, ErrorTexts.Error("BSH1003", _name));

    internal static AwkhadDatabaseSource Create(string name, AwkhadDatabaseSourceOptions options, IServiceProvider services) => new(
        name,
        options,
        services.GetService<TimeProvider>() ?? TimeProvider.System,
        services.GetService<ILoggerFactory>()?.CreateLogger<AwkhadDatabaseSource>() ?? (ILogger)NullLogger<AwkhadDatabaseSource>.Instance);

    /// <inheritdoc/>
    public SourceDescription Describe(string? database = null)
    {
        RefuseOther(database);
        string file = BackupName.Escape(Database);
        return new SourceDescription(Kind, Database, "zip")
        {
            IsCompressible = false,
            RestoreCommand = $"> {file}.zip && unzip -q {file}.zip -d {file} && createdb restored && psql -X -q -o /dev/null -v ON_ERROR_STOP=1 -d restored -f {file}/dump.sql",
        };
    }

    /// <inheritdoc/>
    public Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(request);
        RefuseOther(request.Database);
        return new AwkhadDump(_name, _server, _tools, _options, _time).RunAsync(destination, Database, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Connects, finds the tools, and looks whether the filestore is there.</remarks>
    public async Task<SourceReport> CheckAsync(CancellationToken cancellationToken = default)
    {
        new Filestore(_name, _options.FilestoreDirectory ?? "", Database).Require();
        NpgsqlConnection connection = await _server.OpenAsync(Database, cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await ServerCheck.RunAsync(connection, _tools, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<RestoreReport> RestoreAsync(Stream content, RestoreRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(request);
        FilestoreRestore filestore = new(_name, _options.FilestoreDirectory, request);
        Suspension suspension = new(_name, _options.SuspendedCrons, _options.SuspendedConfigs) { NewIdentity = !request.Move };
        RestoreContext context = new(_name, _server, _tools, _options.MaintenanceDatabase, request, _logger);
        DatabaseRestore restore = new(context) { Beside = filestore };
        try
        {
            return await restore.RunAsync(
                async staged =>
                {
                    await new AwkhadLoading(filestore).LoadAsync(staged, content, cancellationToken).ConfigureAwait(false);
                    await suspension.RunAsync(staged, cancellationToken).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            filestore.Discard();
        }
    }

    private void RefuseOther(string? database)
    {
        if (database is not null && database != Database)
        {
            throw new ArgumentException($"The source '{_name}' holds one database, '{Database}'.", nameof(database));
        }
    }
}
