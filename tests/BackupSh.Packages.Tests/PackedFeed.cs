using System.Reflection;
using BackupSh.TestSupport;

[assembly: AssemblyFixture(typeof(BackupSh.Packages.Tests.PackedFeed))]

namespace BackupSh.Packages.Tests;

/// <summary>The packages of this build, packed once for all tests, in a folder that NuGet can read as a feed.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private readonly TempDirectory _folder = new();

    /// <summary>Gets the version that this build gives its packages.</summary>
    public static string Version { get; } = Metadata("Version");

    /// <summary>Gets the folder with the packages.</summary>
    public string Folder => _folder.Path;

    /// <summary>Gets the names of the projects that are packages, which are those of <c>src</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal),
    ];

    public async ValueTask InitializeAsync() =>
        await DotNet.SucceedAsync(
            Repository.Root, null, "pack", "BackupSh.sln", "--no-build", "--configuration", Metadata("Configuration"), "--output", Folder, "--tl:off");

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    public string PackageOf(string name) => _folder.File($"{name}.{Version}.nupkg");

    public string SymbolsOf(string name) => _folder.File($"{name}.{Version}.snupkg");

    private static string Metadata(string key) =>
        typeof(PackedFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
