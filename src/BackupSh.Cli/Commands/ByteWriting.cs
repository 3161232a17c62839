using BackupSh.Cli.Files;
using BackupSh.Cli.Output;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands;

/// <summary>Writes verified bytes: a file gets its name after the last check, and who reads standard output is warned.</summary>
internal static class ByteWriting
{
    /// <summary>Lets somebody write, and publishes what is whole then.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="error">Where a warning goes.</param>
    /// <param name="writeAsync">Writes, and returns only if all of it is verified.</param>
    /// <param name="cancellationToken">Ends it; no file stays.</param>
    internal static async Task<T> RunAsync<T>(
        ByteOutput output, StandardError error, Func<Stream, Task<T>> writeAsync, CancellationToken cancellationToken)
    {
        try
        {
            T result = await writeAsync(output.Content).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            await output.PublishAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch (Exception exception) when (output.Path is null && output.Content.WasWrittenTo && exception is not OutputClosedException)
        {
            BackupShError warning = ErrorTexts.Error("BSH0712");
            error.Write(ShownError.Of(warning), isError: false);
            throw;
        }
    }
}
