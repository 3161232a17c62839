namespace BackupSh.Cli.Tests.Transcript;

/// <summary>Plays a page from top to bottom.</summary>
internal static class TranscriptPlay
{
    /// <summary>Returns the page's steps as they go this time.</summary>
    internal static async Task<IReadOnlyList<TranscriptPage.PageStep>> RunAsync(TranscriptPage page, CancellationToken cancellationToken)
    {
        using TranscriptShell shell = new();
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        List<TranscriptPage.PageStep> played = [];
        foreach (TranscriptPage.PageStep step in page.Steps)
        {
            // A command may name a backup that the page has shown before: this time it has another name.
            string command = TranscriptText.Time().Replace(step.Command, match => names.GetValueOrDefault(match.Value, match.Value));
            string output = TranscriptText.HideMachine(await shell.RunAsync(command, cancellationToken));
            Learn(names, step.Output ?? "", output);
            played.Add(new TranscriptPage.PageStep(command, step.Output is null ? null : output));
        }

        return played;
    }

    private static void Learn(Dictionary<string, string> names, string shown, string output)
    {
        foreach ((string before, string now) in TimesIn(shown).Zip(TimesIn(output)))
        {
            names[before] = now;
        }
    }

    private static IEnumerable<string> TimesIn(string text) => TranscriptText.Time().Matches(text).Select(match => match.Value);
}
