using System.Security.Cryptography;

namespace BackupSh.TestSupport.Wire;

/// <summary>Packages of npm that a test runs, installed once for each lock file.</summary>
public static class NodePackages
{
    private static readonly SemaphoreSlim Turn = new(1);

    /// <summary>Returns a folder with the packages of a <c>package-lock.json</c>, and skips the test where npm is missing.</summary>
    /// <param name="source">The folder that holds <c>package.json</c> and <c>package-lock.json</c>.</param>
    /// <param name="cancellationToken">Ends the installation.</param>
    /// <remarks>No script of a package is run. The folder lies under <c>artifacts</c>, and is used again until the lock file
    /// changes.</remarks>
    public static async Task<string> InstallAsync(string source, CancellationToken cancellationToken)
    {
        RequiredTool.Find("node");
        string npm = RequiredTool.Find("npm");
        string lockFile = Path.Combine(source, "package-lock.json");
        string id = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(lockFile, cancellationToken)))[..16];
        string directory = Path.Combine(Repository.Root, "artifacts", "node", id);
        string marker = Path.Combine(directory, "installed");
        await Turn.WaitAsync(cancellationToken);
        try
        {
            if (File.Exists(marker))
            {
                return directory;
            }

            Directory.CreateDirectory(directory);
            File.Copy(lockFile, Path.Combine(directory, "package-lock.json"), overwrite: true);
            File.Copy(Path.Combine(source, "package.json"), Path.Combine(directory, "package.json"), overwrite: true);
            Shell.Result result = await Shell.RunAsync(
                npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], workingDirectory: directory, cancellationToken: cancellationToken);
            if (result.ExitCode != 0)
            {
                throw new InvalidOperationException($"npm ci ended with {result.ExitCode}.\n{result.Output}\n{result.Error}");
            }

            await File.WriteAllTextAsync(marker, "", cancellationToken);
            return directory;
        }
        finally
        {
            Turn.Release();
        }
    }
}
