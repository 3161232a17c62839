using System.Buffers;
using BackupSh.Shared;
using Microsoft.Data.Sqlite;

namespace BackupSh.Sources.Sqlite;

/// <summary>The directory that scratch databases are made in, and its errors.</summary>
/// <param name="source">The source's name.</param>
/// <param name="directory">The directory.</param>
internal sealed class ScratchSpace(string source, string directory)
{
    // The host's own temporary files need room too while the copy is made.
    private const long MarginBytes = 16 * 1024 * 1024;
    private const int BufferBytes = 128 * 1024;

    /// <summary>Copies a moment into a new scratch database, and seals it.</summary>
    /// <exception cref="BackupSourceException">The source cannot be read, or there is no room for the copy.</exception>
    internal ScratchDatabase Copy(
        SqliteReadTransaction moment, string? password, SqliteErrors errors, Action<int>? stepped, CancellationToken cancellationToken)
    {
        Require(moment.SizeBytes);
        ScratchDatabase scratch = Create(password);
        try
        {
            OnlineCopy.Run(moment, scratch.Writer, stepped, cancellationToken);
            scratch.Seal();
            return scratch;
        }
        catch (SqliteException exception)
        {
            scratch.Dispose();
            throw SqliteErrors.IsWriting(exception) ? Unusable(exception) : errors.Reading(exception);
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    /// <summary>Makes and removes a scratch database, and looks for room, as a copy of this size would need.</summary>
    /// <exception cref="BackupSourceException">There is no room, or nothing can be made there.</exception>
    internal void Try(long sizeBytes, string? password)
    {
        Require(sizeBytes);
        Create(password).Dispose();
    }

    /// <summary>Sends the copy. A failure to write is the destination's own and passes as it is.</summary>
    internal async Task SendAsync(FileStream content, Stream destination, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            content.Position = 0;
            int count;
            while ((count = await ReadAsync(content, buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await destination.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            // The bytes are the host's data: the next renter shall not see them.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private async ValueTask<int> ReadAsync(FileStream content, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw Unusable(exception);
        }
    }

    private void Require(long sizeBytes)
    {
        long needed = sizeBytes + MarginBytes;
        long free = FreeBytes();
        if (free < needed)
        {
            throw new BackupSourceException(source, ErrorTexts.Error("BSH0330", directory, needed, free));
        }
    }

    private long FreeBytes()
    {
        try
        {
            return new DriveInfo(directory).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception);
        }
    }

    private ScratchDatabase Create(string? password)
    {
        try
        {
            return ScratchDatabase.Create(directory, password);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw Unusable(exception);
        }
    }

    private BackupSourceException Unusable(Exception inner) =>
        new(source, ErrorTexts.Error("BSH0329", directory, inner.Message), inner);
}
