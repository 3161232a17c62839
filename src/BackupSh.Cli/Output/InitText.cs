namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>init</c> for people.</summary>
internal static class InitText
{
    internal static void Write(TextOutput output, InitDocument init)
    {
        output.WriteLine("Wrote", Tone.Good, $" '{init.File}'.");
        if (init.PassphraseFile is not null)
        {
            output.WriteLine("Wrote", Tone.Good, $" a new passphrase to '{init.PassphraseFile}', which only you may read. Keep it elsewhere, too.");
        }

        output.WriteLine();
        CheckText.Write(output, init.Check);
        string config = init.IsDefault ? "" : $" --config {init.File}";
        output.WriteNext(init.Check.Status == "failed"
            ? $"mend what the errors name, then 'backupsh check{config}'"
            : $"'backupsh run {init.Job}{config}' makes the first backup, 'backupsh verify latest:{init.Source}{config}' proves that it can be restored");
    }
}
