using BackupSh.Shared;
using BackupSh.Sources.PostgreSql.Tools;

namespace BackupSh.Sources.PostgreSql.Dump;

/// <summary>Runs a dumping tool, and passes on what it writes.</summary>
/// <param name="source">The source's name.</param>
/// <param name="database">What is dumped.</param>
internal sealed class DumpRun(string source, string database)
{
    /// <summary>Runs the tool to its end. Returning means that it ended well, and that its dump is whole.</summary>
    /// <returns>What the tool said besides, as warnings.</returns>
    internal async Task<IReadOnlyList<BackupShError>> RunAsync(ToolProcess tool, DumpKind kind, Stream destination, CancellationToken cancellationToken)
    {
        DumpShape shape = new(kind);
        tool.Input.Close();
        using (ReadAheadStream output = new(tool.Output))
        {
            ReadOnlyMemory<byte> bytes;
            while (!(bytes = await output.NextAsync().ConfigureAwait(false)).IsEmpty)
            {
                shape.Take(bytes.Span);
                await destination.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            }
        }

        return await JudgeAsync(tool, shape, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says whether a tool that has written everything has succeeded.</summary>
    internal async Task<IReadOnlyList<BackupShError>> JudgeAsync(ToolProcess tool, DumpShape shape, CancellationToken cancellationToken)
    {
        ToolResult result = await tool.WaitAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested(); // a tool that was ended by us has not failed
        if (!result.Succeeded)
        {
            throw result.DumpError(source, database);
        }

        if (shape.Missing() is { } missing)
        {
            throw new BackupSourceException(source, ErrorTexts.Error("BSH1042", result.Tool, database, missing));
        }

        return result.Messages.Length > 0 ? [ErrorTexts.Error("BSH1043", result.Tool, database, result.Messages)] : [];
    }
}
