using BackupSh.Catalog;
using BackupSh.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Sources.Sqlite;

/// <summary>A SQLite database: one held moment is copied into a nameless scratch database, checked, and sent.</summary>
internal sealed class SqliteSource : IRestorableBackupSource
{
    internal const string Kind = "sqlite";
    private const string Extension = "sqlite3";
    private readonly string _name;
    private readonly SqliteSourceOptions _options;
    private readonly SqliteDataSource? _dataSource;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal SqliteSource(string name, SqliteSourceOptions options, TimeProvider time, ILogger logger)
    {
        _name = name;
        _options = options;
        _dataSource = options.ConnectionString is { } text ? SqliteDataSource.TryParse(text) : null;
        _time = time;
        _logger = logger;
    }

    /// <summary>Gets what is told after each step of a copy how many pages are left: a seam for tests.</summary>
    internal Action<int>? CopyStepped { get; init; }

    private SqliteDataSource DataSource => _dataSource ?? throw new BackupSourceException(_name, ErrorTexts.Error("BSH0314", _name));

    private string Database => _options.Database ?? DataSource.DefaultName;

    private ScratchSpace Space => new(_name, Path.GetFullPath(_options.ScratchDirectory ?? Path.GetTempPath()));

    private static Dictionary<string, string> ToolVersions => new() { [Kind] = SqliteDatabase.Version };

    internal static SqliteSource Create(string name, SqliteSourceOptions options, IServiceProvider services) => new(
        name,
        options,
        services.GetService<TimeProvider>() ?? TimeProvider.System,
        services.GetService<ILoggerFactory>()?.CreateLogger<SqliteSource>() ?? NullLogger<SqliteSource>.Instance);

    /// <inheritdoc/>
    public SourceDescription Describe(string? database = null)
    {
        RefuseOther(database);
        FileInfo file = new(DataSource.FilePath);
        return new SourceDescription(Kind, Database, Extension)
        {
            RestoreCommand = $"> {BackupName.Escape(Database)}.{Extension}",
            SizeHintBytes = file.Exists ? file.Length : null,
        };
    }

    /// <inheritdoc/>
    public async Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(request);
        RefuseOther(request.Database);
        SqliteErrors errors = new(_name, DataSource.FilePath);
        ScratchSpace space = Space;
        List<BackupShError> warnings = [];
        using ScratchDatabase scratch = await CopyAsync(space, errors, warnings, cancellationToken).ConfigureAwait(false);
        if (_options.CheckBeforeUpload)
        {
            await CheckAsync(scratch, errors, warnings, cancellationToken).ConfigureAwait(false);
        }

        await space.SendAsync(scratch.Content, destination, cancellationToken).ConfigureAwait(false);
        return new SourceReport
        {
            Warnings = warnings,
            ToolVersions = ToolVersions,
        };
    }

    /// <inheritdoc/>
    /// <remarks>Opens the database, reads its schema, and makes and removes a scratch database. The pages are checked by the
    /// backup itself (<see cref="SqliteSourceOptions.CheckBeforeUpload"/>): that reads them all.</remarks>
    public async Task<SourceReport> CheckAsync(CancellationToken cancellationToken = default)
    {
        SqliteErrors errors = new(_name, DataSource.FilePath);
        using SqliteReadTransaction moment = await BeginAsync(errors, cancellationToken).ConfigureAwait(false);
        await RunAsync(() =>
        {
            Space.Try(moment.SizeBytes, DataSource.Password);
            return true;
        }).ConfigureAwait(false);
        return new SourceReport
        {
            Warnings = moment.IsWal ? [] : [ErrorTexts.Error("BSH0327", DataSource.FilePath, moment.SizeBytes)],
            ToolVersions = ToolVersions,
        };
    }

    /// <inheritdoc/>
    public Task<RestoreReport> RestoreAsync(Stream content, RestoreRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(request);
        return new SqliteRestore(_name, _dataSource?.Password, request).RunAsync(content, cancellationToken);
    }

    private async Task<ScratchDatabase> CopyAsync(
        ScratchSpace space, SqliteErrors errors, List<BackupShError> warnings, CancellationToken cancellationToken)
    {
        using SqliteReadTransaction moment = await BeginAsync(errors, cancellationToken).ConfigureAwait(false);
        if (!moment.IsWal)
        {
            Log.WritersWait(_logger, DataSource.FilePath, moment.SizeBytes);
        }

        long start = _time.GetTimestamp();
        ScratchDatabase scratch = await RunAsync(() => space.Copy(moment, DataSource.Password, errors, CopyStepped, cancellationToken))
            .ConfigureAwait(false);
        TimeSpan took = _time.GetElapsedTime(start);
        Log.Copied(_logger, moment.SizeBytes, DataSource.FilePath, took.TotalMilliseconds);
        if (!moment.IsWal)
        {
            warnings.Add(ErrorTexts.Error("BSH0328", DataSource.FilePath, moment.SizeBytes, took.TotalSeconds));
        }

        return scratch;
    }

    private async Task<SqliteReadTransaction> BeginAsync(SqliteErrors errors, CancellationToken cancellationToken)
    {
        SqliteReadTransaction moment = await SqliteReadTransaction
            .BeginAsync(DataSource, errors, _options.BusyTimeout, _time, cancellationToken).ConfigureAwait(false);
        try
        {
            if (moment.PageCount == 0)
            {
                throw errors.Of("BSH0322", DataSource.FilePath);
            }

            return moment.IsWal || _options.WhenNotWal != WhenNotWal.Refuse
                ? moment
                : throw errors.Of("BSH0327", DataSource.FilePath, moment.SizeBytes);
        }
        catch
        {
            moment.Dispose();
            throw;
        }
    }

    private async Task CheckAsync(
        ScratchDatabase scratch, SqliteErrors errors, List<BackupShError> warnings, CancellationToken cancellationToken)
    {
        IntegrityCheck.Result result = await RunAsync(() => IntegrityCheck.Run(scratch.Reader, IntegrityCheck.Quick, cancellationToken))
            .ConfigureAwait(false);
        if (result.Finding is { } finding)
        {
            throw errors.Of("BSH0325", DataSource.FilePath, finding);
        }

        if (result.NotChecked is { } reason)
        {
            warnings.Add(ErrorTexts.Error("BSH0334", DataSource.FilePath, reason));
        }
    }

    private void RefuseOther(string? database)
    {
        if (database is not null && database != Database)
        {
            throw new ArgumentException($"The source '{_name}' holds one database, '{Database}'.", nameof(database));
        }
    }

    /// <summary>Runs native work that blocks, for minutes with a large database, on a thread of its own.</summary>
    private static Task<T> RunAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
