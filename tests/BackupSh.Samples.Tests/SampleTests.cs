using BackupSh.TestSupport;

namespace BackupSh.Samples.Tests;

/// <summary>The samples as a reader would run them.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task CustomStorage_Run_BacksUpToTwoAndRestores()
    {
        Shell.Result result = await RunAsync("CustomStorage");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches(
            """
            ^shop\.[-_0-9]+ in '(vault|spare)': \d+ bytes, Verified
            shop\.[-_0-9]+ in '(vault|spare)': \d+ bytes, Verified
            Restored from '(vault|spare)': apple and pear\.
            $
            """.ReplaceLineEndings("\n"),
            result.Output);
    }

    [Fact]
    public async Task CustomSource_Run_BacksUpAndRestores()
    {
        Shell.Result result = await RunAsync("CustomSource");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches(
            """
            ^'disk' has settings\.[-_0-9]+, \d+ bytes\.
            'disk' has sessions\.[-_0-9]+, \d+ bytes\.
            'settings-yesterday' has \[mail, off\], \[theme, dark\]; 'settings' has \[mail, on\], \[theme, light\]\.
            $
            """.ReplaceLineEndings("\n"),
            result.Output);
    }

    private static Task<Shell.Result> RunAsync(string sample) =>
        Shell.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, sample + ".dll")], cancellationToken: TestContext.Current.CancellationToken);
}
