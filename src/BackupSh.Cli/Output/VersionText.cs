namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>version</c> for people.</summary>
internal static class VersionText
{
    internal static void Write(TextOutput output, VersionDocument version)
    {
        output.WriteLine($"backupsh {version.Version}");
        if (version.Commit is not null)
        {
            output.WriteLine($"commit   {version.Commit}");
        }

        output.WriteLine($"runtime  {version.Runtime}, {version.Architecture}");
        output.WriteLine($"system   {version.OperatingSystem}");
    }
}
