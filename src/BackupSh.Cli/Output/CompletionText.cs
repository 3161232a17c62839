namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>completion</c>: the script alone, for a shell to read.</summary>
internal static class CompletionText
{
    internal static void Write(TextOutput output, CompletionDocument completion)
    {
        foreach (string line in completion.Script.TrimEnd('\n').Split('\n'))
        {
            output.WriteLine(line);
        }
    }
}
