using BackupSh.Sources;
using BackupSh.Sources.Folder;
using BackupSh.Sources.Folder.Trees;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Tests.Sources.Folder;

/// <summary>Folder sources as tests want them.</summary>
internal static class Folders
{
    internal static readonly DateTimeOffset Time = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    internal static FolderSource Source(string directory, Action<FolderSourceOptions>? configure = null, bool portable = false, params (string Name, string Directory)[] storages)
    {
        FolderSourceOptions options = new() { Directory = directory };
        configure?.Invoke(options);
        return new FolderSource("docs", options, () => storages, NullLogger.Instance)
        {
            OpenTree = portable ? path => new PortableTreeReader(path) : TreeReader.Open,
            CreateTree = portable ? path => new PortableTreeWriter(path) : TreeWriter.Create,
        };
    }

    /// <summary>Backs up, and returns the archive and the warnings' codes.</summary>
    internal static async Task<(MemoryStream Archive, IReadOnlyList<BackupShError> Warnings)> BackUpAsync(this FolderSource source)
    {
        MemoryStream archive = new();
        SourceReport report = await source.WriteToAsync(archive, new SourceRequest { RunId = "run" }, TestContext.Current.CancellationToken);
        archive.Position = 0;
        return (archive, report.Warnings);
    }

    internal static Task<RestoreReport> RestoreAsync(this FolderSource source, Stream archive, string target, bool replace = false) =>
        source.RestoreAsync(archive, new RestoreRequest { Target = target, Replace = replace, Time = Time }, TestContext.Current.CancellationToken);

    internal static IEnumerable<string> Codes(this IEnumerable<BackupShError> errors) => errors.Select(error => error.Code);
}
