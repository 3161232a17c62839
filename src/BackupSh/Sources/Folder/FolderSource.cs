using BackupSh.Catalog;
using BackupSh.Configuration;
using BackupSh.Sources.Folder.Trees;
using BackupSh.Sources.Tar;
using BackupSh.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Sources.Folder;

/// <summary>A folder, streamed as a tar archive.</summary>
internal sealed class FolderSource : IRestorableBackupSource
{
    internal const string Kind = "folder";
    private const string Extension = "tar";
    private readonly string _name;
    private readonly FolderSourceOptions _options;
    private readonly FolderErrors _errors;
    private readonly Func<IEnumerable<(string Name, string Directory)>> _storages;
    private readonly ILogger _logger;

    /// <summary>Initializes the source.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">What to back up, and how.</param>
    /// <param name="storages">Tells which directories are storages of this host.</param>
    /// <param name="logger">Is told what the reports have no place for.</param>
    internal FolderSource(string name, FolderSourceOptions options, Func<IEnumerable<(string Name, string Directory)>> storages, ILogger logger)
    {
        _name = name;
        _options = options;
        _errors = new FolderErrors(name);
        _storages = storages;
        _logger = logger;
    }

    /// <summary>Gets what opens the tree: a seam for tests.</summary>
    internal Func<string, TreeReader> OpenTree { get; init; } = TreeReader.Open;

    /// <summary>Gets what makes the restored tree: a seam for tests.</summary>
    internal Func<string, TreeWriter> CreateTree { get; init; } = TreeWriter.Create;

    private string Directory => string.IsNullOrWhiteSpace(_options.Directory) ? throw _errors.Of("BSH0354", _name) : _options.Directory;

    private string Database => _options.Database ?? NameOf(Directory);

    internal static FolderSource Create(string name, FolderSourceOptions options, IServiceProvider services) => new(
        name,
        options,
        () => services.GetService<ComponentRegistry>()?.GetFileSystemDirectories() ?? [],
        services.GetService<ILoggerFactory>()?.CreateLogger<FolderSource>() ?? NullLogger<FolderSource>.Instance);

    /// <summary>Returns a folder's own name; the root of a file system has none.</summary>
    internal static string NameOf(string directory) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));

    /// <inheritdoc/>
    public SourceDescription Describe(string? database = null)
    {
        RefuseOther(database);
        string folder = "./" + BackupName.Escape(Database);
        return new SourceDescription(Kind, Database, Extension) { RestoreCommand = $"| (mkdir {folder} && tar -xpf - -C {folder})" };
    }

    /// <inheritdoc/>
    public Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(request);
        RefuseOther(request.Database);
        string root = Path.GetFullPath(Directory);

        // Off the caller's thread: a file system is asked synchronously, file by file.
        return Task.Run(() => WriteAsync(root, destination, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Opens the folder and reads its names. Whether every file may be read, only the backup finds out.</remarks>
    public Task<SourceReport> CheckAsync(CancellationToken cancellationToken = default)
    {
        string root = Path.GetFullPath(Directory);
        return Task.Run(() => Check(root), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RestoreReport> RestoreAsync(Stream content, RestoreRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(request);
        FolderRestore restore = new(_name, _options, request, _logger) { CreateTree = CreateTree };
        return Task.Run(() => restore.RunAsync(content, cancellationToken), cancellationToken);
    }

    private async Task<SourceReport> WriteAsync(string root, Stream destination, CancellationToken cancellationToken)
    {
        using TreeReader tree = Open(root);
        using TarWriter tar = new(destination);
        return new SourceReport { Warnings = await Backup(root, tree, tar).RunAsync(cancellationToken).ConfigureAwait(false) };
    }

    private SourceReport Check(string root)
    {
        using TreeReader tree = Open(root);
        using TarWriter nowhere = new(Stream.Null);
        Backup(root, tree, nowhere).Check();
        return new SourceReport();
    }

    private FolderBackup Backup(string root, TreeReader tree, TarWriter tar) =>
        new(root, tree, tar, _options, new OwnStorages(tree, _storages()), _errors);

    private TreeReader Open(string root)
    {
        try
        {
            return OpenTree(root);
        }
        catch (Exception exception) when (FileSystemErrors.IsOfFileSystem(exception))
        {
            throw _errors.Unreadable(root, exception);
        }
    }

    private void RefuseOther(string? database)
    {
        if (database is not null && database != Database)
        {
            throw new ArgumentException($"The source '{_name}' holds one folder, '{Database}'.", nameof(database));
        }
    }
}
