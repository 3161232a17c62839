using System.Xml.Linq;

namespace BackupSh.ConventionTests;

/// <summary>The error texts of one package: its <c>Errors.resx</c>.</summary>
internal sealed record ErrorTextFile(Project Project, IReadOnlyList<KeyValuePair<string, string>> Texts)
{
    public const string HintSuffix = ".Hint";

    public IEnumerable<string> Codes => Texts.Select(text => text.Key).Where(key => !key.EndsWith(HintSuffix, StringComparison.Ordinal));

    public string? this[string key] => Texts.Where(text => text.Key == key).Select(text => text.Value).FirstOrDefault();

    public static IReadOnlyList<ErrorTextFile> All { get; } =
    [
        .. Repository.SourceProjects.Where(project => Repository.Exists($"{project.Folder}/Errors.resx")).Select(Load),
    ];

    private static ErrorTextFile Load(Project project)
    {
        XDocument file = XDocument.Load(Repository.FullPath($"{project.Folder}/Errors.resx"));
        return new ErrorTextFile(
            project,
            [.. file.Root!.Elements("data").Select(data => KeyValuePair.Create(data.Attribute("name")!.Value, data.Element("value")!.Value))]);
    }
}
