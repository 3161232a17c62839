using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace BackupSh.Packages.Tests;

/// <summary>What a stranger finds in each package.</summary>
public sealed class PackageContentTests(PackedFeed feed)
{
    public static TheoryData<string> Names => [.. PackedFeed.Names];

    public static TheoryData<string> Libraries => [.. PackedFeed.Names.Where(name => name != "BackupSh.Cli")];

    // The tool is a package that names those for each system; it holds no code, and so no symbols.
    private static readonly string[] Tools = ["BackupSh.Cli.any", "BackupSh.Cli.linux-x64"];

    [Fact]
    public void Feed_Packed_HoldsEveryProjectOfSrcAndNothingElse() =>
        Assert.Equal(
            PackedFeed.Names.Concat(Tools).Select(feed.PackageOf)
                .Concat(PackedFeed.Names.Where(name => name != "BackupSh.Cli").Concat(Tools).Select(feed.SymbolsOf))
                .Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(feed.Folder).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Package_Always_HasReadmeLicenceAndDescription(string name)
    {
        using ZipArchive package = ZipFile.OpenRead(feed.PackageOf(name));
        XElement metadata = MetadataOf(package);

        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.StartsWith($"# {name}", TextOf(package, "README.md"), StringComparison.Ordinal);
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.Equal(name, Value(metadata, "id"));
        Assert.InRange(Value(metadata, "description")!.Length, 40, 200);
        Assert.NotEmpty(Value(metadata, "tags")!);
        Assert.NotEmpty(Value(metadata, "authors")!);
        Assert.NotEmpty(Value(metadata, "copyright")!);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Package_Always_KnowsItsCommit(string name)
    {
        using ZipArchive package = ZipFile.OpenRead(feed.PackageOf(name));
        XElement? repository = MetadataOf(package).Elements().SingleOrDefault(element => element.Name.LocalName == "repository");

        Assert.Equal("git", repository?.Attribute("type")?.Value);
        Assert.Matches("^[0-9a-f]{40}$", repository?.Attribute("commit")?.Value);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Library_Always_HasItsDocumentationAndSymbols(string name)
    {
        using ZipArchive package = ZipFile.OpenRead(feed.PackageOf(name));
        using ZipArchive symbols = ZipFile.OpenRead(feed.SymbolsOf(name));

        Assert.Equal(
            [$"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"],
            package.Entries.Select(entry => entry.FullName).Where(file => file.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.NotNull(symbols.GetEntry($"lib/net10.0/{name}.pdb"));
    }

    [Theory]
    [InlineData("any")]
    [InlineData("linux-x64")]
    public void Tool_OfAnySystem_BringsEverythingItNeeds(string system)
    {
        using ZipArchive package = ZipFile.OpenRead(feed.PackageOf($"BackupSh.Cli.{system}"));

        Assert.DoesNotContain(MetadataOf(package).Descendants(), element => element.Name.LocalName == "dependency");
        Assert.Contains($"tools/net10.0/{system}/BackupSh.Sources.Sqlite.dll", package.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public void Tool_OfLinux_IsCompiledAheadOfTime()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.PackageOf("BackupSh.Cli.linux-x64"));
        using Stream stream = package.GetEntry("tools/net10.0/linux-x64/BackupSh.Cli.dll")!.Open();
        MemoryStream copy = new();
        stream.CopyTo(copy);
        copy.Position = 0;
        using PEReader assembly = new(copy);

        // Source: the ReadyToRun format: its header is the managed native header of the image.
        Assert.NotEqual(0, assembly.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
    }

    internal static XElement MetadataOf(ZipArchive package)
    {
        using Stream stream = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    private static string? Value(XElement metadata, string name) =>
        metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    private static string TextOf(ZipArchive package, string name)
    {
        using StreamReader reader = new(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
