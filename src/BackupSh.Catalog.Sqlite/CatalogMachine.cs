namespace BackupSh.Catalog.Sqlite;

/// <summary>The machine, as far as it tells a copy of the file apart.</summary>
internal static class CatalogMachine
{
    /// <summary>Gets its name; null in a container, which gets a new one with each start.</summary>
    internal static string? Name { get; } = IsContainer() ? null : Environment.MachineName;

    // Source: the images of .NET set the variable; Docker makes the first file, Podman the second.
    private static bool IsContainer() =>
        Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") is "true" or "1"
        || File.Exists("/.dockerenv")
        || File.Exists("/run/.containerenv");
}
