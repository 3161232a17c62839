using System.Reflection;
using System.Xml.Linq;

namespace BackupSh.ConventionTests;

/// <summary>A project file, read as XML: what it says itself, not what it inherits.</summary>
internal sealed record Project(string Path, XDocument Xml)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => Path[..Path.LastIndexOf('/')];

    public string RootNamespace => Property("RootNamespace") ?? Name;

    public IEnumerable<string> PackageReferences => Includes("PackageReference");

    public IEnumerable<string> ProjectReferences =>
        Includes("ProjectReference").Select(include => System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/')));

    public IEnumerable<string> Friends => Includes("InternalsVisibleTo");

    public IEnumerable<string> CompiledElsewhere => Includes("Compile");

    public IEnumerable<string> CodeFiles => Repository.CodeFiles(Folder);

    public static Project Load(string path) => new(path, XDocument.Load(Repository.FullPath(path)));

    /// <summary>The built assembly; the convention tests reference every project of src.</summary>
    public Assembly LoadAssembly() => Assembly.Load(Property("AssemblyName") ?? Name);

    private string? Property(string name) => Xml.Descendants(name).FirstOrDefault()?.Value;

    private IEnumerable<string> Includes(string item) => Xml.Descendants(item).Attributes("Include").Select(attribute => attribute.Value);
}
