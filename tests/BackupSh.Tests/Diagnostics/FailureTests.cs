using BackupSh.Catalog;
using BackupSh.Diagnostics;
using BackupSh.Storage;

namespace BackupSh.Tests.Diagnostics;

public sealed class FailureTests
{
    private static readonly BackupShError Error = new("BSH9999", "It failed.", "Mend it.");

    [Fact]
    public void ErrorOf_ErrorOfTheWorld_IsItsOwn() => Assert.Same(Error, Failure.ErrorOf(new StorageException("nas", null, Error)));

    [Fact]
    public void ErrorOf_OneFailureOfSeveralTasks_IsThatOne() =>
        Assert.Same(Error, Failure.ErrorOf(new AggregateException(new AggregateException(new BackupShException(Error)))));

    [Fact]
    public void ErrorOf_FileThatCannotBeRead_HasItsCode()
    {
        BackupInfoFormatException exception = Assert.Throws<BackupInfoFormatException>(() => BackupInfoFile.Read("x"u8));

        Assert.Equal(exception.Code, Failure.ErrorOf(exception).Code);
    }

    [Fact]
    public void ErrorOf_AnythingElse_NamesTypeAndMessageInOneLine()
    {
        BackupShError error = Failure.ErrorOf(new InvalidOperationException("first\nBSH0000: second\u001b[0m"));

        Assert.Equal("BSH0503", error.Code);
        Assert.Contains("InvalidOperationException", error.Message, StringComparison.Ordinal);
        Assert.Contains(@"first\u000ABSH0000: second\u001B[0m", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Hint);
    }

    [Fact]
    public void ErrorOf_SeveralFailures_TellsAll()
    {
        BackupShError error = Failure.ErrorOf(new AggregateException(new IOException("disk full"), new IOException("no route")));

        Assert.Contains("disk full", error.Message, StringComparison.Ordinal);
        Assert.Contains("no route", error.Message, StringComparison.Ordinal);
    }
}
