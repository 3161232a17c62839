namespace BackupSh.ConventionTests.Text;

public sealed class CSharpTextTests
{
    [Theory]
    [InlineData("a(); // { b", "a();")]
    [InlineData("a(/* { */);", "a(       );")]
    [InlineData("a(\"{ \\\" {\");", "a(        );")]
    [InlineData("a(@\"{\"\"\");", "a(      );")]
    [InlineData("a('{', '\\'', '\"');", "a(   ,     ,    );")]
    [InlineData("a($\"{b(\"}\")}}}\");", "a(             );")]
    [InlineData("a(\"\"\"{\"\"\");", "a(       );")]
    [InlineData("a(\"\");", "a(  );")]
    [InlineData("  #region {", "")]
    public void CodeOnly_TextsAndComments_LeavesTheCodeInItsPlace(string source, string code) =>
        Assert.Equal(code, CSharpText.CodeOnly(source).TrimEnd());

    [Fact]
    public void CodeOnly_RawTextOverLines_KeepsTheLines() =>
        Assert.Equal(4, CSharpText.CodeOnly("a(\"\"\"\n{\n\"\"\");\nb();").Split('\n').Length);
}
