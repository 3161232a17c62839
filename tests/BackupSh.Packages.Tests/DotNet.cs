using BackupSh.TestSupport;

namespace BackupSh.Packages.Tests;

/// <summary>The <c>dotnet</c> command, as a stranger would type it.</summary>
internal static class DotNet
{
    private static readonly Dictionary<string, string> Quiet = new()
    {
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    /// <summary>Runs the command and returns its output.</summary>
    internal static async Task<string> SucceedAsync(string folder, string? packages, params string[] arguments)
    {
        Dictionary<string, string> environment = new(Quiet);
        if (packages is not null)
        {
            environment["NUGET_PACKAGES"] = packages;
        }

        Shell.Result result = await Shell.RunAsync(RequiredTool.Find("dotnet"), arguments, environment: environment, workingDirectory: folder);
        Assert.True(result.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.Output}\n{result.Error}");
        return result.Output;
    }
}
