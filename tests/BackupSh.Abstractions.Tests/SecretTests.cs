using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using BackupSh.TestSupport;

namespace BackupSh.Abstractions.Tests;

public sealed class SecretTests
{
    private const string Value = "correct horse battery staple";
    private const string Variable = "BACKUPSH_TEST_SECRET";

    private static readonly Secret Sut = Secret.FromValue(Value);

    [Fact]
    public void ToString_AnyWay_IsMasked()
    {
        Assert.Equal("***", Sut.ToString());
        Assert.Equal("password=***", $"password={Sut}");
        Assert.Equal("***", string.Concat(Sut));
        Assert.Equal("Options { Password = *** }", new Options(Sut).ToString());
    }

    [Fact]
    public void Serialize_Json_IsMasked()
    {
        Assert.Equal("""{"Password":"***"}""", JsonSerializer.Serialize(new Options(Sut)));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<Options>("""{"Password":"x"}"""));
    }

    [Fact]
    public void Type_Debugger_SeesNothing()
    {
        Assert.Equal("***", typeof(Secret).GetCustomAttribute<DebuggerDisplayAttribute>()?.Value);
        Assert.Empty(typeof(Secret).GetProperties(BindingFlags.Public | BindingFlags.Instance));
        Assert.All(
            typeof(Secret).GetFields(BindingFlags.NonPublic | BindingFlags.Instance).Where(field => field.FieldType == typeof(string)),
            field => Assert.Equal(DebuggerBrowsableState.Never, field.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State));
    }

    [Fact]
    public void Reveal_MissingVariable_NamesItOnly()
    {
        BackupShException exception = Assert.Throws<BackupShException>(() => Secret.Parse("${BACKUPSH_TEST_NO_SUCH}").Reveal());

        Assert.Equal("BSH0001", exception.Code);
        Assert.Contains("'BACKUPSH_TEST_NO_SUCH'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reveal_Variable_IsReadAtEachUse()
    {
        Secret secret = Secret.Parse("${" + Variable + "}");
        try
        {
            Environment.SetEnvironmentVariable(Variable, "old");
            Assert.Equal("old", secret.Reveal());
            Environment.SetEnvironmentVariable(Variable, "new");
            Assert.Equal("new", secret.Reveal());
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("${A}${B}", "${A}${B}")]
    [InlineData("${not a name}", "${not a name}")]
    [InlineData("${}", "${}")]
    [InlineData("${A}\n", "${A}\n")]
    [InlineData("file:", "file:")]
    [InlineData(" file:x", " file:x")]
    public void Parse_NoReference_IsTheSecretItself(string text, string expected) => Assert.Equal(expected, Secret.Parse(text).Reveal());

    [Theory]
    [InlineData("pass\n", "pass")]
    [InlineData("pass\r\n", "pass")]
    [InlineData("pass", "pass")]
    [InlineData("pass\n\n", "pass\n")]
    [InlineData(" pass word ", " pass word ")]
    [InlineData("\ufeffpäss", "päss")]
    public void Reveal_File_LosesOneLineBreak(string content, string expected)
    {
        using TempDirectory folder = new();
        File.WriteAllText(folder.File("secret"), content);

        Assert.Equal(expected, Secret.Parse("file:secret", folder.Path).Reveal());
        Assert.Equal(expected, Secret.FromFile(folder.File("secret")).Reveal());
    }

    [Fact]
    public void Reveal_FileThatCannotBeASecret_IsRefusedWithoutItsContent()
    {
        using TempDirectory folder = new();
        File.WriteAllText(folder.File("empty"), "\n");
        File.WriteAllText(folder.File("large"), new string('s', (64 * 1024) + 1));
        File.WriteAllBytes(folder.File("binary"), [0x73, 0x65, 0x63, 0xFF]);

        Assert.All(["empty", "large", "binary", "missing", "."], name =>
        {
            BackupShException exception = Assert.Throws<BackupShException>(() => Secret.FromFile(folder.File(name)).Reveal());
            Assert.Equal("BSH0002", exception.Code);
            Assert.DoesNotContain("sss", exception.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("0xFF", exception.ToString(), StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public void From_Nothing_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Secret.FromValue(""));
        Assert.Throws<ArgumentException>(() => Secret.FromEnvironment(""));
        Assert.Throws<ArgumentException>(() => Secret.FromFile(""));
        Assert.Throws<ArgumentException>(() => Secret.Parse(""));
    }

    private sealed record Options(Secret Password);
}
