using BackupSh.Sources;

namespace BackupSh.Benchmarks;

/// <summary>A source that is a file: what the pipeline does without anything before it.</summary>
internal sealed class FileSource(string path) : IBackupSource
{
    private const int BufferBytes = 256 * 1024;

    public SourceDescription Describe(string? database = null) => new("file", "file", "bin") { RestoreCommand = "> file.bin" };

    public async Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        await file.CopyToAsync(destination, BufferBytes, cancellationToken);
        return new SourceReport();
    }
}
