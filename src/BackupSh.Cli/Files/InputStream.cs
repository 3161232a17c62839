using BackupSh.Backups;
using BackupSh.Shared;

namespace BackupSh.Cli.Files;

/// <summary>A file, or standard input, read forward once with progress, and with failures put into words.</summary>
internal sealed class InputStream : ReadOnlyStream
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(200);

    private readonly Stream _inner;
    private readonly IProgress<BackupProgress> _progress;
    private readonly TimeProvider _time;
    private readonly long? _totalBytes;
    private long _started;
    private long _bytes;
    private long _reported;

    private InputStream(Stream inner, string name, IProgress<BackupProgress> progress, TimeProvider time)
    {
        _inner = inner;
        Name = name;
        _progress = progress;
        _time = time;
        _totalBytes = inner.CanSeek ? inner.Length : null;
    }

    /// <summary>Gets the file's path, or <c>-</c> for standard input.</summary>
    internal string Name { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="environment">Has standard input and the working directory.</param>
    /// <param name="file">A path, or <c>-</c> for standard input.</param>
    /// <param name="progress">Who is told how far the reading is.</param>
    /// <exception cref="BackupShException">It cannot be opened (<c>BSH0713</c>).</exception>
    internal static InputStream Open(CliEnvironment environment, string file, IProgress<BackupProgress> progress)
    {
        if (file == ByteOutput.Standard)
        {
            return new InputStream(environment.OpenInput(), file, progress, environment.Time);
        }

        string path = Path.GetFullPath(file, environment.WorkingDirectory);
        try
        {
            FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return new InputStream(stream, path, progress, environment.Time);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string what = Directory.Exists(path) ? "It is a directory." : exception.Message;
            throw new BackupShException(ErrorTexts.Error("BSH0713", path, what), exception);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _started = _started == 0 ? _reported = _time.GetTimestamp() : _started;
        try
        {
            // Standard input may wait for somebody to write to it, and knows no cancellation.
            int read = await _inner.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            Report(read);
            return read;
        }
        catch (IOException exception)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0714", Name, exception.Message), exception);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Report(int read)
    {
        _bytes += read;
        if (_time.GetElapsedTime(_reported) >= ReportInterval)
        {
            _reported = _time.GetTimestamp();
            _progress.Report(new BackupProgress(BackupStage.Reading, _bytes, _totalBytes, _bytes / _time.GetElapsedTime(_started).TotalSeconds));
        }
    }
}
