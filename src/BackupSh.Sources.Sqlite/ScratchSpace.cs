using System.Buffers;
using System.Diagnostics;
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

    internal ScratchDatabase Create(string? password)
    {
        try
        {
            return ScratchDatabase.Create(directory, password);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw Failure("BSH0329", exception, exception.Message);
        }
    }

    /// <exception cref="BackupSourceException">There is less free space than a copy of this size needs.</exception>
    internal void Require(long sizeBytes)
    {
        long needed = sizeBytes + MarginBytes;
        long free = new DriveInfo(directory).AvailableFreeSpace;
        if (free < needed)
        {
            throw new BackupSourceException(source, ErrorTexts.Error("BSH0330", directory, needed, free));
        }
    }

    /// <summary>Copies a moment, and seals the copy.</summary>
    /// <returns>The copy's size in bytes.</returns>
    internal long Copy(
        SqliteReadTransaction moment, ScratchDatabase scratch, SqliteErrors errors, Action<int>? stepped, CancellationToken cancellationToken)
    {
        try
        {
            OnlineCopy.Run(moment, scratch.Writer, stepped, cancellationToken);
        }
        catch (SqliteException exception) when (SqliteErrors.IsWriting(exception))
        {
            throw Failure("BSH0329", exception, exception.Message);
        }
        catch (SqliteException exception)
        {
            throw errors.Reading(exception);
        }

        scratch.Seal();
        Debug.Assert(scratch.Content.Length == moment.SizeBytes, "The copy has as many pages as the moment.");
        return scratch.Content.Length;
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
            throw Failure("BSH0329", exception, exception.Message);
        }
    }

    private BackupSourceException Failure(string code, Exception inner, params object?[] more) =>
        new(source, ErrorTexts.Error(code, [directory, .. more]), inner);
}
