using BackupSh.Shared;

namespace BackupSh.Cli.Commands;

/// <summary>Asks before something is deleted.</summary>
internal static class DeletionQuestion
{
    /// <summary>Asks.</summary>
    /// <exception cref="BackupShException">Nobody can be asked (<c>BSH0718</c>), or the answer is no (<c>BSH0719</c>).</exception>
    internal static async Task AskAsync(CommandContext context, string name, string question, CancellationToken cancellationToken)
    {
        if (context.Environment.Dialogue is not { } dialogue)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0718", name));
        }

        if (!await dialogue.ConfirmAsync(question, cancellationToken).ConfigureAwait(false))
        {
            throw new BackupShException(ErrorTexts.Error("BSH0719", name));
        }
    }
}
