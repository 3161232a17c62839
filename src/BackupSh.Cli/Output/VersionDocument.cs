using System.Reflection;
using System.Runtime.InteropServices;

namespace BackupSh.Cli.Output;

/// <summary>What <c>version</c> writes.</summary>
/// <param name="Version">The tool's version.</param>
/// <param name="Commit">The commit that it was built from, or null if nobody knows.</param>
/// <param name="Runtime">The runtime, for example <c>.NET 10.0.0</c>.</param>
/// <param name="OperatingSystem">The operating system, as it describes itself.</param>
/// <param name="Architecture">The processor's architecture that the process uses, for example <c>x64</c>.</param>
internal sealed record VersionDocument(string Version, string? Commit, string Runtime, string OperatingSystem, string Architecture)
{
    internal static VersionDocument Create()
    {
        // Source: the .NET SDK, which appends "+" and the commit to the version.
        string[] parts = typeof(VersionDocument).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', 2);
        return new VersionDocument(
            parts[0],
            parts.Length > 1 ? parts[1] : null,
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.OSDescription,
            CliJson.Word(RuntimeInformation.ProcessArchitecture));
    }
}
