using System.Globalization;
using BackupSh.Shared;

namespace BackupSh.Sources.PostgreSql.Restore;

/// <summary>A dump on a disk, for the several processes of a parallel restore: in a file that only its owner may open.</summary>
/// <remarks>On Linux it has no name: it is unlinked at once, and the tool opens it by the descriptor of this process. Elsewhere it is
/// deleted at the end.</remarks>
internal sealed class SpooledDump : IDisposable
{
    private const int BufferBytes = 256 * 1024;
    private readonly FileStream _file;
    private readonly string _path;

    private SpooledDump(FileStream file, string path)
    {
        _file = file;
        _path = path;
    }

    internal string Path => OperatingSystem.IsLinux()
        ? string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{_file.SafeFileHandle.DangerousGetHandle()}")
        : _path;

    internal static async Task<SpooledDump> CreateAsync(string source, string? directory, Stream dump, CancellationToken cancellationToken)
    {
        string scratch = System.IO.Path.GetFullPath(directory ?? System.IO.Path.GetTempPath());
        SpooledDump? spooled = null;
        try
        {
            string path = System.IO.Path.Combine(scratch, $"backupsh-{Guid.NewGuid():N}.dump");
            spooled = new SpooledDump(AtomicFile.Create(path), path);
            if (OperatingSystem.IsLinux())
            {
                File.Delete(path);
            }

            await ReceiveAsync(dump, spooled._file, cancellationToken).ConfigureAwait(false);
            await spooled._file.FlushAsync(cancellationToken).ConfigureAwait(false);
            return spooled;
        }
        catch (Exception exception)
        {
            spooled?.Dispose();
            if (exception is SpoolException or UnauthorizedAccessException || (spooled is null && exception is IOException))
            {
                throw new BackupSourceException(source, ErrorTexts.Error("BSH1075", scratch, (exception.InnerException ?? exception).Message), exception);
            }

            throw;
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    // A failure to write is ours; one to read is the content's, and comes out as it is.
    private static async Task ReceiveAsync(Stream dump, FileStream file, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferBytes];
        int read;
        while ((read = await dump.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            try
            {
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
            catch (IOException exception)
            {
                throw new SpoolException(exception);
            }
        }
    }

    private sealed class SpoolException(IOException inner) : Exception(inner.Message, inner);
}
