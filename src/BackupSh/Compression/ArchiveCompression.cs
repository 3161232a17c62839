using BackupSh.Catalog;
using BackupSh.Configuration;
using BackupSh.Options;
using BackupSh.Shared;
using BackupSh.Sources;

namespace BackupSh.Compression;

/// <summary>How an archive is compressed: its name in info files, its extension, and the streams.</summary>
internal sealed record ArchiveCompression
{
    private readonly int _level;

    private ArchiveCompression(string name, string? extension, int level)
    {
        Name = name;
        Extension = extension;
        _level = level;
    }

    /// <summary>Gets the compression that leaves the content as it is.</summary>
    internal static ArchiveCompression None { get; } = new("none", null, 0);

    /// <summary>Gets what info files call it.</summary>
    internal string Name { get; }

    /// <summary>Gets the extension that it adds, or null.</summary>
    internal string? Extension { get; }

    internal static ArchiveCompression Zstd(int level) => new("zstd", "zst", level);

    /// <summary>Returns what a job's archives are compressed with; content that is compressed already is left as it is.</summary>
    internal static ArchiveCompression For(CompressionSettings settings, SourceDescription description) =>
        settings.Algorithm == CompressionAlgorithm.Zstd && description.IsCompressible ? Zstd(settings.Level) : None;

    /// <summary>Tells the compression of an archive by its name.</summary>
    internal static ArchiveCompression OfArchive(string archive) =>
        BackupFile.TryParse(archive, out BackupFile? file) && file.Extension.Split('.').Contains("zst", StringComparer.Ordinal) ? Zstd(0) : None;

    /// <summary>Opens a stream that compresses, or returns null where nothing is to be done.</summary>
    internal CompletableStream? OpenCompress(Stream destination) => Extension is null ? null : new ZstdCompressionStream(destination, _level);

    /// <summary>Opens a stream that decompresses; it owns the source.</summary>
    internal Stream OpenDecompress(Stream source, Func<string, Exception?, Exception> damaged) =>
        Extension is null ? source : new ZstdDecompressionStream(source, damaged);
}
