namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>problems</c> for people.</summary>
internal static class ProblemsText
{
    internal static void Write(TextOutput output, ProblemsDocument document)
    {
        foreach (StorageFailure failure in document.Failures)
        {
            output.WriteError(failure.Error);
        }

        output.WriteLine(document.Problems.Count == 0 ? "No problems." : Quantities.Count(document.Problems.Count, "problem") + ":");
        foreach (ListedProblem problem in document.Problems)
        {
            output.WriteLine($"  {problem.Error.Code}: {problem.Error.Message}");
            output.WriteLine($"    next: {problem.Error.Hint}");
        }

        foreach (StorageFailure failure in document.Failures)
        {
            output.WriteLine("There may be more", Tone.Caution, $": storage '{failure.Storage}' could not be read ({failure.Error.Code}).");
        }
    }
}
