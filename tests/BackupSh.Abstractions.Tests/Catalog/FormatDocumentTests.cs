using System.Text;
using BackupSh.Catalog;
using BackupSh.TestSupport;

namespace BackupSh.Abstractions.Tests.Catalog;

/// <summary>docs/format.md says what the code does.</summary>
public sealed class FormatDocumentTests
{
    private static readonly string Document = File.ReadAllText(Repository.PathOf("docs", "format.md"));

    private static readonly string[] Examples = [.. Document.Split("```ini\n").Skip(1).Select(part => part.Split("```")[0])];

    [Fact]
    public void Document_EveryKey_HasARow()
    {
        string[] keys =
        [
            DetailKeys.Format, DetailKeys.MinimumReader, DetailKeys.ToolPrefix + "{name}", DetailKeys.LabelPrefix + "{name}",
            .. DetailKeys.All.Select(key => key.Name), .. CommonSection.Write(InfoSamples.Modules()).Select(pair => pair.Key),
        ];

        Assert.All(keys, key => Assert.Contains($"\n| `{key}` |", Document, StringComparison.Ordinal));
    }

    [Fact]
    public void Document_RequiredKeys_AreTheOnesThatAreRequired() =>
        Assert.All(DetailKeys.All, key => Assert.Contains($"\n| `{key.Name}` | {(key.IsRequired ? "yes" : "no")} |", Document, StringComparison.Ordinal));

    [Fact]
    public void Document_Limits_AreTheOnesInForce() =>
        Assert.All(
            [BackupInfoFile.MaximumBytes, BackupInfoFile.MaximumLineBytes],
            limit => Assert.Contains($"| {limit} bytes |", Document, StringComparison.Ordinal));

    [Fact]
    public void Document_Example_IsWrittenJustSo() =>
        Assert.Equal(Examples[0], Encoding.ASCII.GetString(BackupInfoFile.Write(BackupInfoFile.Read(InfoSamples.Ascii(Examples[0]), InfoSamples.Name))));

    [Fact]
    public void Document_Pin_IsWrittenJustSo() =>
        Assert.Equal(Examples[1], Encoding.ASCII.GetString(BackupPinFile.Write(BackupPinFile.Read(InfoSamples.Ascii(Examples[1])))));
}
