using System.Text.Json;

namespace BackupSh.Cli.Tests.Fixtures;

/// <summary>What a call of the tool returned and wrote.</summary>
internal sealed record CliResult(int ExitCode, string Out, string Error)
{
    /// <summary>Reads standard output as one JSON document; more or less than one does not parse.</summary>
    internal JsonElement Json
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Out);
            return document.RootElement.Clone();
        }
    }

    /// <summary>Fails with what was written, unless the exit code is the expected one.</summary>
    internal CliResult Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"Exit code {ExitCode} instead of {exitCode}.\n--- out\n{Out}\n--- error\n{Error}");
        return this;
    }
}
