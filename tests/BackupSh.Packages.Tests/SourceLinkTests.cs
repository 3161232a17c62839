using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text.Json;
using System.Xml.Linq;
using BackupSh.TestSupport;

namespace BackupSh.Packages.Tests;

/// <summary>Debuggers find the sources of a package where the repository was pushed to.</summary>
public sealed class SourceLinkTests(PackedFeed feed)
{
    private const string Remote = "https://github.com/example/backups";

    // Source: the portable PDB format, "Source Link (C# and VB compilers)" and "Embedded Source".
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    public static TheoryData<string> Libraries => PackageContentTests.Libraries;

    /// <summary>What git does not hold, a debugger cannot fetch.</summary>
    [Theory]
    [MemberData(nameof(Libraries))]
    public void Symbols_Always_EmbedTheGeneratedSources(string name)
    {
        using MetadataReaderProvider symbols = SymbolsOf(feed.SymbolsOf(name), $"lib/net10.0/{name}.pdb");
        MetadataReader reader = symbols.GetMetadataReader();

        DocumentHandle[] generated =
        [
            .. reader.Documents.Where(handle =>
                reader.GetString(reader.GetDocument(handle).Name).Contains("/artifacts/obj/", StringComparison.Ordinal)),
        ];

        Assert.NotEmpty(generated);
        Assert.All(generated, handle => Assert.True(Has(reader, handle, EmbeddedSource)));
    }

    [Fact]
    public async Task Symbols_OfACloneWithARemote_LeadToIt()
    {
        using TempDirectory folder = new();
        string clone = folder.File("clone");
        await GitAsync(folder.Path, "clone", "--quiet", "--no-hardlinks", Repository.Root, clone);
        await GitAsync(clone, "remote", "set-url", "origin", Remote + ".git");
        string commit = (await GitAsync(clone, "rev-parse", "HEAD")).Trim();

        await DotNet.SucceedAsync(clone, null, "pack", "src/BackupSh.Abstractions", "--output", folder.Path, "--tl:off", "-p:ContinuousIntegrationBuild=true");

        using ZipArchive package = ZipFile.OpenRead(folder.File($"BackupSh.Abstractions.{PackedFeed.Version}.nupkg"));
        XElement repository = PackageContentTests.MetadataOf(package).Elements().Single(element => element.Name.LocalName == "repository");
        Assert.Equal((Remote + ".git", commit), (repository.Attribute("url")?.Value, repository.Attribute("commit")?.Value));
        using MetadataReaderProvider symbols = SymbolsOf(
            folder.File($"BackupSh.Abstractions.{PackedFeed.Version}.snupkg"), "lib/net10.0/BackupSh.Abstractions.pdb");
        JsonElement map = JsonDocument.Parse(Single(symbols.GetMetadataReader(), SourceLink)).RootElement.GetProperty("documents");
        Assert.Equal($"https://raw.githubusercontent.com/example/backups/{commit}/*", map.GetProperty("/_/*").GetString());
    }

    private static MetadataReaderProvider SymbolsOf(string package, string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        using Stream stream = archive.GetEntry(name)!.Open();
        MemoryStream copy = new();
        stream.CopyTo(copy);
        copy.Position = 0;
        return MetadataReaderProvider.FromPortablePdbStream(copy);
    }

    private static bool Has(MetadataReader reader, DocumentHandle document, Guid kind) =>
        reader.GetCustomDebugInformation(document).Any(handle => reader.GetGuid(reader.GetCustomDebugInformation(handle).Kind) == kind);

    private static byte[] Single(MetadataReader reader, Guid kind) =>
        reader.GetBlobBytes(
            reader.GetCustomDebugInformation(EntityHandle.ModuleDefinition)
                .Select(reader.GetCustomDebugInformation)
                .Single(information => reader.GetGuid(information.Kind) == kind).Value);

    private static async Task<string> GitAsync(string folder, params string[] arguments)
    {
        Shell.Result result = await Shell.RunAsync(RequiredTool.Find("git"), arguments, workingDirectory: folder);
        Assert.True(result.ExitCode == 0, $"git {string.Join(' ', arguments)} ended with {result.ExitCode}: {result.Error}");
        return result.Output;
    }
}
