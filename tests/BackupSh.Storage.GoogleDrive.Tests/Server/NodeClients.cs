using BackupSh.TestSupport;
using BackupSh.TestSupport.Wire;

namespace BackupSh.Storage.GoogleDrive.Tests.Server;

/// <summary>The npm packages of <c>Clients/package-lock.json</c>.</summary>
internal static class NodeClients
{
    internal static string Directory { get; } = Path.Combine(Repository.Root, "tests", "BackupSh.Storage.GoogleDrive.Tests", "Clients");

    /// <summary>Returns the folder that has <c>node_modules</c>, or skips the running test if npm is missing.</summary>
    internal static Task<string> InstallAsync(CancellationToken cancellationToken) => NodePackages.InstallAsync(Directory, cancellationToken);
}
