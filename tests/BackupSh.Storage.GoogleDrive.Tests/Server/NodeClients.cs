using BackupSh.TestSupport;

namespace BackupSh.Storage.GoogleDrive.Tests.Server;

/// <summary>The npm packages of <c>clients/package-lock.json</c>.</summary>
internal static class NodeClients
{
    internal static string Directory { get; } = Path.Combine(Repository.Root, "tests", "BackupSh.Storage.GoogleDrive.Tests", "clients");

    /// <summary>Returns the path of node, or skips the running test if it or the packages are not there.</summary>
    internal static string RequireNode()
    {
        string node = RequiredTool.Find("node");
        if (!System.IO.Directory.Exists(Path.Combine(Directory, "node_modules")))
        {
            Assert.False(
                Environment.GetEnvironmentVariable(RequiredTool.RequireVariable) == "1",
                $"The npm packages of '{Directory}' are not installed, and {RequiredTool.RequireVariable}=1 says that they must be.");
            Assert.Skip($"The npm packages are not installed: run npm ci --ignore-scripts in '{Directory}'.");
        }

        return node;
    }
}
