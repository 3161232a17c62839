using System.Text.RegularExpressions;

namespace BackupSh.ConventionTests;

/// <summary>Code in the documentation is code that compiles.</summary>
public sealed partial class SnippetTests
{
    [Fact]
    public void CSharpBlocks_InDocumentation_StandInASample()
    {
        Code[] samples = [.. Repository.CodeFiles("samples").Concat(Repository.CodeFiles("tests/BackupSh.Samples.Tests")).Select(file => Code.Of(Repository.Read(file)))];

        Rule.Holds(
            "Every ```csharp block of the documentation stands, line for line, in a file below samples/ or in the samples' tests, which compile.",
            from file in Repository.MarkdownFiles
            where !file.StartsWith("changelog/", StringComparison.Ordinal)
            from match in Block().Matches(Repository.Read(file))
            let block = Code.Of(match.Groups["code"].Value)
            where !samples.Any(sample => sample.Holds(block))
            select $"{file}: {block.FirstLine}");
    }

    [Theory]
    [InlineData("int a = 1;\nint b = 2;", true)]
    [InlineData("    int a = 1;\n    int b = 2;\n", true)]
    [InlineData("using System;\n\nint b = 2;", true)]
    [InlineData("int a = 1;", true)]
    [InlineData("using Other;\n\nint b = 2;", false)]
    [InlineData("int a = 1;\nint c = 3;", false)]
    [InlineData("int a = 1;\n    int b = 2;", false)]
    [InlineData("int b = 2;\nint a = 1;", false)]
    [InlineData("t b = 2;", false)]
    public void Holds_ABlock_ComparesWholeLinesAndTheirIndentation(string block, bool expected) =>
        Assert.Equal(expected, Code.Of("using System;\n\nclass C\n{\n    void M()\n    {\n        int a = 1;\n        int b = 2;\n    }\n}\n").Holds(Code.Of(block)));

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    // A block may begin with its using directives: in a sample they stand far from the statements.
    private sealed record Code(string[] Usings, string[] Lines)
    {
        internal string FirstLine => Lines.FirstOrDefault() ?? "an empty block";

        internal static Code Of(string text)
        {
            string[] lines = [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())];
            string[] usings = [.. lines.Where(IsUsing)];
            return new Code(usings, [.. lines.SkipWhile(line => line.Length == 0 || IsUsing(line)).Reverse().SkipWhile(line => line.Length == 0).Reverse()]);
        }

        internal bool Holds(Code block) =>
            block.Lines.Length > 0
            && block.Usings.All(Usings.Contains)
            && Enumerable.Range(0, Math.Max(0, Lines.Length - block.Lines.Length + 1)).Any(start => StandsAt(block.Lines, start));

        private bool StandsAt(string[] block, int start)
        {
            int indentation = Indentation(Lines[start]) - Indentation(block[0]);
            return indentation >= 0
                && block.Select((line, i) => line.Length == 0 ? line : new string(' ', indentation) + line).SequenceEqual(Lines.Skip(start).Take(block.Length));
        }

        private static int Indentation(string line) => line.Length - line.TrimStart(' ').Length;

        private static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=', StringComparison.Ordinal);
    }
}
