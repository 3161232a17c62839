using BackupSh.Storage;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Storage;

public sealed class FileSystemErrorsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public static TheoryData<int, string, bool> Numbers => new()
    {
        { 28, "BSH0210", false },
        { unchecked((int)0x80070070), "BSH0210", false },
        { unchecked((int)0x80070027), "BSH0210", false },
        { 122, "BSH0211", false },
        { 69, "BSH0211", false },
        { unchecked((int)0x8007050F), "BSH0211", false },
        { 27, "BSH0212", false },
        { 30, "BSH0213", false },
        { unchecked((int)0x80070013), "BSH0213", false },
        { 1, "BSH0214", false },
        { 13, "BSH0214", false },
        { 2, "BSH0215", false },
        { unchecked((int)0x80070015), "BSH0215", false },
        { 20, "BSH0216", false },
        { 36, "BSH0217", false },
        { unchecked((int)0x800700CE), "BSH0217", false },
        { 11, "BSH0218", true },
        { unchecked((int)0x80070020), "BSH0218", true },
        { 24, "BSH0219", true },
        { 110, "BSH0220", true },
        { 116, "BSH0220", true },
        { unchecked((int)0x80070040), "BSH0220", true },
        { 5, "BSH0221", false },
        { unchecked((int)0x80070017), "BSH0221", false },
        { 95, "BSH0222", false },
        { 12345, "BSH0229", false },
        { unchecked((int)0x80131620), "BSH0229", false },
    };

    public static TheoryData<Exception, string> Types => new()
    {
        { new UnauthorizedAccessException(), "BSH0214" },
        { new DirectoryNotFoundException(), "BSH0215" },
        { new FileNotFoundException(), "BSH0215" },
        { new PathTooLongException(), "BSH0217" },
        { new EndOfStreamException(), "BSH0221" },
        { new ArgumentOutOfRangeException("value"), "BSH0212" },
    };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Translate_Number_HasItsCodeAndTellsWhetherToTryAgain(int number, string code, bool isTransient)
    {
        StorageException translated = Translate(new IOException("The system's words.", number));

        Assert.Equal((code, isTransient), (translated.Code, translated.IsTransient));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Translate_Type_HasItsCode(Exception exception, string code)
    {
        Assert.True(FileSystemErrors.IsOfFileSystem(exception));
        Assert.Equal(code, Translate(exception).Code);
    }

    [Fact]
    public void Translate_Any_NamesDirectoryStorageAndObjectAndKeepsTheCause()
    {
        IOException cause = new("The system's words.", 5);

        StorageException translated = Translate(cause);

        Assert.Equal(("nas", "erp.info"), (translated.Storage, translated.ObjectName));
        Assert.Contains($"'{_directory.Path}'", translated.Message, StringComparison.Ordinal);
        Assert.Contains("'nas'", translated.Message, StringComparison.Ordinal);
        Assert.Contains("'erp.info'", translated.Message, StringComparison.Ordinal);
        Assert.Contains("The system's words.", translated.Message, StringComparison.Ordinal);
        Assert.Same(cause, translated.InnerException);
    }

    [Fact]
    public void Translate_DiskFull_HintSaysHowMuchIsFree() =>
        Assert.Matches(@"\d+ bytes are free in '", Translate(new IOException("", 28)).Hint);

    [Fact]
    public void Of_EveryFault_HasTexts()
    {
        foreach (FileSystemFault fault in Enum.GetValues<FileSystemFault>())
        {
            StorageException made = FileSystemErrors.Of(fault, Directory());

            Assert.NotEmpty(made.Hint);
            Assert.DoesNotContain("{", made.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void IsOfFileSystem_MisuseAndCancellation_AreNot()
    {
        Assert.False(FileSystemErrors.IsOfFileSystem(new ArgumentOutOfRangeException("range")));
        Assert.False(FileSystemErrors.IsOfFileSystem(new ObjectDisposedException("file")));
        Assert.False(FileSystemErrors.IsOfFileSystem(new OperationCanceledException()));
        Assert.False(FileSystemErrors.IsOfFileSystem(new StorageObjectExistsException("nas", "erp.info")));
    }

    private StorageDirectory Directory() => new("nas", new FileSystemStorageOptions { Directory = _directory.Path });

    private StorageException Translate(Exception exception) => FileSystemErrors.Translate(exception, Directory(), "erp.info");
}
