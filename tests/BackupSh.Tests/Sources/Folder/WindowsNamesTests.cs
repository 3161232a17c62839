using BackupSh.Sources.Folder;

namespace BackupSh.Tests.Sources.Folder;

public sealed class WindowsNamesTests
{
    [Theory]
    [InlineData("plain.txt")]
    [InlineData(".hidden")]
    [InlineData("CONSOLE")]
    [InlineData("COM10")]
    [InlineData("LPT")]
    [InlineData("nul-and-void")]
    [InlineData("ünï cödé")]
    public void IsAllowed_OrdinaryName_IsTrue(string name) => Assert.True(WindowsNames.IsAllowed(name));

    [Theory]
    [InlineData("C:")]
    [InlineData("C:file")]
    [InlineData("file:stream")]
    [InlineData("..\\up")]
    [InlineData("\\\\server\\share")]
    [InlineData("a\\b")]
    [InlineData("what?")]
    [InlineData("star*")]
    [InlineData("tab\t")]
    [InlineData("ends.")]
    [InlineData("ends ")]
    [InlineData("...")]
    [InlineData("CON")]
    [InlineData("con")]
    [InlineData("nul.txt")]
    [InlineData("NUL .txt")]
    [InlineData("aux.tar.gz")]
    [InlineData("COM1")]
    [InlineData("LPT9.log")]
    [InlineData("COM¹")]
    [InlineData("CONIN$")]
    public void IsAllowed_NameThatWindowsReadsOtherwise_IsFalse(string name) => Assert.False(WindowsNames.IsAllowed(name));
}
