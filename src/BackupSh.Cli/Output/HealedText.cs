namespace BackupSh.Cli.Output;

/// <summary>Writes for people what became of a backup that a storage had missed.</summary>
internal static class HealedText
{
    internal static void Write(TextOutput output, string storage, HealedBackup healed)
    {
        if (healed.Error is { } error)
        {
            output.WriteLine("  missing", Tone.Bad, $": {healed.Backup} in '{storage}' ({error.Code})");
        }
        else
        {
            output.WriteLine("  copied", Tone.Good, $": {healed.Backup} from '{healed.Source}' to '{storage}'");
        }
    }
}
