using System.Buffers;
using BackupSh.Sources.PostgreSql.Tools;

namespace BackupSh.Sources.PostgreSql.Restore;

/// <summary>Feeds a restoring tool.</summary>
internal static class ToolFeed
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>Gives the tool all of the content, and waits for its end.</summary>
    /// <exception cref="BackupSourceException">The tool has failed.</exception>
    internal static async Task RunAsync(ToolProcess tool, Stream content, RestoreContext context, CancellationToken cancellationToken)
    {
        Task silence = tool.Output.CopyToAsync(Stream.Null, CancellationToken.None);
        await FeedAsync(tool, content, cancellationToken).ConfigureAwait(false);
        await EndAsync(tool, silence, context, cancellationToken).ConfigureAwait(false);
        await content.CopyToAsync(Stream.Null, BufferBytes, cancellationToken).ConfigureAwait(false); // what it did not need is verified all the same
    }

    /// <summary>Waits for the end of a tool that reads a file.</summary>
    /// <exception cref="BackupSourceException">The tool has failed.</exception>
    internal static async Task RunAsync(ToolProcess tool, RestoreContext context, CancellationToken cancellationToken)
    {
        tool.Input.Close();
        await EndAsync(tool, tool.Output.CopyToAsync(Stream.Null, CancellationToken.None), context, cancellationToken).ConfigureAwait(false);
    }

    private static async Task EndAsync(ToolProcess tool, Task silence, RestoreContext context, CancellationToken cancellationToken)
    {
        ToolResult result = await tool.WaitAsync().ConfigureAwait(false);
        await silence.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested(); // a tool that was ended by us has not failed
        if (!result.Succeeded)
        {
            throw result.RestoreError(context.Source, context.Target);
        }
    }

    private static async Task FeedAsync(ToolProcess tool, Stream content, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                try
                {
                    await tool.Input.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                }
                catch (IOException)
                {
                    return; // it reads no more: its exit code says why
                }
            }

            tool.Input.Close();
        }
        catch
        {
            // Before its input ends: a tool must not take a failure for the end of the content.
            tool.Kill();
            throw;
        }
        finally
        {
            // The bytes are the host's data: the next renter shall not see them.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
