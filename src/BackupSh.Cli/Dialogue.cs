using BackupSh.Cli.Output;

namespace BackupSh.Cli;

/// <summary>Somebody at a terminal who can be asked.</summary>
/// <param name="output">Where questions go: standard error, for standard output holds results only.</param>
/// <param name="readLine">Returns the line that is typed, or null at the end of input.</param>
/// <param name="readSecret">The same, and what is typed is not shown.</param>
internal sealed class Dialogue(TextWriter output, Func<string?> readLine, Func<string?> readSecret)
{
    /// <summary>Asks for a yes.</summary>
    /// <returns>Whether it was one; anything else is a no.</returns>
    internal async Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        string? answer = await AskAsync(question + " [y/N] ", readLine, cancellationToken).ConfigureAwait(false);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    /// <summary>Asks for anything.</summary>
    /// <returns>The line that is typed, or null at the end of input.</returns>
    internal async Task<string?> AskAsync(string question, CancellationToken cancellationToken)
    {
        string? answer = await AskAsync(question, readLine, cancellationToken).ConfigureAwait(false);
        if (answer is null)
        {
            await output.WriteLineAsync().ConfigureAwait(false);
        }

        return answer;
    }

    /// <summary>Asks for a passphrase.</summary>
    /// <returns>The passphrase, or null if nothing was typed.</returns>
    internal async Task<Secret?> AskSecretAsync(string question, CancellationToken cancellationToken)
    {
        string? answer = await AskAsync(question + ": ", readSecret, cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync().ConfigureAwait(false);
        return string.IsNullOrEmpty(answer) ? null : Secret.FromValue(answer);
    }

    private async Task<string?> AskAsync(string question, Func<string?> read, CancellationToken cancellationToken)
    {
        await output.WriteAsync(SafeText.Of(question)).ConfigureAwait(false);
        try
        {
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);

            // Reading from a terminal knows no cancellation: who waits for the answer must not wait for the terminal, too.
            return await Task.Run(read, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await output.WriteLineAsync().ConfigureAwait(false);
            throw;
        }
    }
}
