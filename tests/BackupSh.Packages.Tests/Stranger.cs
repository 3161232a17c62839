using BackupSh.TestSupport;

namespace BackupSh.Packages.Tests;

/// <summary>Somebody's folder outside of the repository, whose NuGet knows only our packages and those in this machine's cache.</summary>
internal sealed class Stranger : IDisposable
{
    private readonly TempDirectory _folder = new();

    internal Stranger(PackedFeed feed)
    {
        // A feed of the cache that restored this repository: so that no test depends on the network. The cache that this
        // project writes is its own: packages of a build on somebody's desk must not stay in his.
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        System.IO.File.WriteAllText(
            _folder.File("nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{feed.Folder}" />
                <add key="cache" value="{cache}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="packed"><package pattern="BackupSh" /><package pattern="BackupSh.*" /></packageSource>
                <packageSource key="cache"><package pattern="*" /></packageSource>
              </packageSourceMapping>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
    }

    /// <summary>Gets the folder.</summary>
    internal string Folder => _folder.Path;

    /// <summary>Gets the cache that packages are unpacked to.</summary>
    internal string Packages => _folder.File("packages");

    internal string File(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();
}
