using BackupSh.TestSupport;

namespace BackupSh.Cli.Tests.Transcript;

/// <summary>What the documentation shows is what the tool prints.</summary>
public sealed class TranscriptTests
{
    private const string UpdateVariable = "BACKUPSH_UPDATE_GOLDEN";

    [Theory]
    [InlineData("docs/cli.md")]
    public async Task Page_PlayedFromTopToBottom_ShowsWhatTheToolPrints(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The pages are played in bash.");
        RequiredTool.Find("sqlite3");
        string path = Repository.PathOf(name);
        TranscriptPage page = new(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));

        IReadOnlyList<TranscriptPage.PageStep> played = await TranscriptPlay.RunAsync(page, TestContext.Current.CancellationToken);

        List<string> differences = [.. page.Steps.Zip(played, Difference).OfType<string>()];
        if (differences.Count > 0 && Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            // All outputs, and not only those that differ: names and times go on from one block to the next.
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", $"{UpdateVariable} makes every comparison pass, and is refused where CI=true.");
            await File.WriteAllTextAsync(path, page.With(played), TestContext.Current.CancellationToken);
            return;
        }

        Assert.True(
            differences.Count == 0,
            $"'{name}' does not show what the tool prints. Run this test with {UpdateVariable}=1, and look at what it writes.\n{string.Join('\n', differences)}");
    }

    [Fact]
    public void With_OtherOutputs_ChangesNothingElse()
    {
        const string text = "# Title\n\n<!-- set-up\nmkdir x\n-->\n\n<!-- file: a.json -->\n```json\n{}\n```\n\n```console\n$ one\nold\n$ two\n```\n\n```sh\n$ not played\n```\n";

        TranscriptPage page = new(text);

        Assert.Equal(["mkdir x", "cat > 'a.json' <<'END_OF_FILE'\n{}\nEND_OF_FILE", "one", "two"], page.Steps.Select(step => step.Command));
        Assert.Equal([null, null, "old\n", ""], page.Steps.Select(step => step.Output));
        Assert.Equal(text, page.With(page.Steps));
        Assert.Equal(
            text.Replace("old\n$ two\n", "new\nline\n$ three\nmore\n", StringComparison.Ordinal),
            page.With([page.Steps[0], page.Steps[1], new("one", "new\nline\n"), new("three", "more\n")]));
    }

    [Theory]
    [InlineData("shop.2026-11-24_03-00-00 at 2026-11-24T03:00:00Z in 0.31 s", "shop.2027-01-02_04-05-06 at 2027-01-02T04:05:06Z in 12.3 s")]
    [InlineData("nas      2.9 MiB (3,003,336 bytes)  yes", "nas      812 bytes  yes")]
    public void Normalise_WhatTheClockAndTheDiceDecide_IsTheSame(string one, string other) =>
        Assert.Equal(TranscriptText.Normalise(one), TranscriptText.Normalise(other));

    [Theory]
    [InlineData("1 backup, 2 copies", "2 backups, 2 copies")]
    [InlineData("error BSH0118: There", "error BSH0119: There")]
    [InlineData("stored", "failed")]
    public void Normalise_WhatTheToolDecides_IsNotTheSame(string one, string other) =>
        Assert.NotEqual(TranscriptText.Normalise(one), TranscriptText.Normalise(other));

    private static string? Difference(TranscriptPage.PageStep shown, TranscriptPage.PageStep played) =>
        shown.Output is null || TranscriptText.Normalise(shown.Output) == TranscriptText.Normalise(played.Output!)
            ? null
            : $"--- $ {played.Command}\n--- the page\n{shown.Output}--- the tool\n{played.Output}";
}
