using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Zip;

namespace BackupSh.Sources.PostgreSql.Awkhad;

/// <summary>The folder that holds the files of an Awkhad database.</summary>
internal sealed class Filestore(string source, string directory, string database)
{
    /// <summary>What the names of its files begin with in a zip.</summary>
    internal const string Prefix = "filestore/";

    private const int MostWarnings = 100;
    private readonly List<BackupShError> _warnings = [];
    private int _untold;

    /// <summary>Throws unless the folder can be listed (<c>BSH1050</c>).</summary>
    internal void Require()
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(directory).FirstOrDefault();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Missing(exception);
        }
    }

    /// <summary>Adds every file to a zip.</summary>
    /// <returns>What vanished meanwhile, or is no file.</returns>
    internal async Task<IReadOnlyList<BackupShError>> WriteToAsync(ParallelZipWriter zip)
    {
        Require();
        await WriteAsync(zip, directory, Prefix).ConfigureAwait(false);
        return _untold > 0 ? [.. _warnings, ErrorTexts.Error("BSH1054", _untold)] : _warnings;
    }

    // In the order of names, so that the same files make the same zip.
    private async Task WriteAsync(ParallelZipWriter zip, string folder, string prefix)
    {
        foreach (FileSystemInfo entry in List(folder).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            string name = prefix + entry.Name;
            if (entry.LinkTarget is not null || !IsOrdinary(entry))
            {
                Warn("BSH1052", entry.FullName);
            }
            else if (entry is DirectoryInfo)
            {
                await WriteAsync(zip, entry.FullName, name + "/").ConfigureAwait(false);
            }
            else
            {
                await WriteFileAsync(zip, entry, name).ConfigureAwait(false);
            }
        }
    }

    private FileSystemInfo[] List(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (DirectoryNotFoundException exception)
        {
            if (folder == directory)
            {
                throw Missing(exception);
            }

            Warn("BSH1051", folder);
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(folder, exception);
        }
    }

    private async Task WriteFileAsync(ParallelZipWriter zip, FileSystemInfo entry, string name)
    {
        FileStream file;
        try
        {
            file = new FileStream(entry.FullName, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.SequentialScan });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            Warn("BSH1051", entry.FullName);
            return;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(entry.FullName, exception);
        }

        await using (file.ConfigureAwait(false))
        {
            ReadingStream reading = new(file, exception => Unreadable(entry.FullName, exception));
            await using (reading.ConfigureAwait(false))
            {
                await zip.AddAsync(name, new DateTimeOffset(entry.LastWriteTimeUtc, TimeSpan.Zero), reading).ConfigureAwait(false);
            }
        }
    }

    // A pipe would block whoever opens it, and a device may never end.
    private static bool IsOrdinary(FileSystemInfo entry) =>
        entry is DirectoryInfo || AtomicFile.IsRegularFile(entry.FullName) != false;

    private void Warn(string code, string path)
    {
        if (_warnings.Count < MostWarnings)
        {
            _warnings.Add(ErrorTexts.Error(code, path));
        }
        else
        {
            _untold++;
        }
    }

    private BackupSourceException Missing(Exception inner) => new(source, ErrorTexts.Error("BSH1050", directory, database), inner);

    private BackupSourceException Unreadable(string path, Exception inner) => new(source, ErrorTexts.Error("BSH1053", path, inner.Message), inner);

    /// <summary>Tells a failure to read a file from one to write the zip.</summary>
    private sealed class ReadingStream(FileStream file, Func<Exception, Exception> unreadable) : ReadOnlyStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException exception)
            {
                throw unreadable(exception);
            }
        }
    }
}
