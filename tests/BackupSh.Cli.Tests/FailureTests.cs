using BackupSh.Cli.Output;
using BackupSh.Encryption;

namespace BackupSh.Cli.Tests;

public sealed class FailureTests
{
    [Theory]
    [InlineData("BSH0001", ExitCodes.Usage)]
    [InlineData("BSH0140", ExitCodes.Usage)]
    [InlineData("BSH0142", ExitCodes.Usage)]
    [InlineData("BSH0210", ExitCodes.Failed)]
    [InlineData("BSH0540", ExitCodes.NoSuchBackup)]
    [InlineData("BSH0542", ExitCodes.NoSuchBackup)]
    [InlineData("BSH0543", ExitCodes.Failed)]
    [InlineData("BSH0544", ExitCodes.NoSuchBackup)]
    [InlineData("BSH0522", ExitCodes.NoSuchBackup)]
    [InlineData("BSH0704", ExitCodes.Usage)]
    [InlineData("BSH0708", ExitCodes.Failed)]
    [InlineData("BSH0713", ExitCodes.Usage)]
    [InlineData("BSH0714", ExitCodes.Failed)]
    [InlineData("BSH0715", ExitCodes.Usage)]
    [InlineData("BSH0718", ExitCodes.Usage)]
    [InlineData("BSH0722", ExitCodes.Usage)]
    public void ExitCode_OfAnError_TellsWhoHasToAct(string code, int expected) =>
        Assert.Equal(expected, FailureExitCode.Of(new BackupShException(new BackupShError(code, "Message.", "Hint."))));

    [Fact]
    public void ExitCode_OfADecryption_IsItsOwn() =>
        Assert.Equal(ExitCodes.CannotDecrypt, FailureExitCode.Of(new BackupDecryptionException(new BackupShError("BSH0602", "Message.", "Hint."))));

    [Fact]
    public void Write_UnexpectedException_NamesItOnOneLineAndReturns1()
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        FailureOutput failure = new(output, new StandardError(new Screen(error), showsProgress: false));

        int exitCode = failure.Write(new InvalidOperationException("one\ntwo\u001b[2J"), json: false);

        Assert.Equal(ExitCodes.Failed, exitCode);
        Assert.Equal("", output.ToString());
        Assert.StartsWith(@"error BSH0707: Something unexpected failed: InvalidOperationException: one\u000Atwo\u001B[2J", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, error.ToString().Count(character => character == '\n'));
    }

    [Theory]
    [InlineData(0, 3, ExitCodes.Ok)]
    [InlineData(1, 3, ExitCodes.SomeStoragesFailed)]
    [InlineData(3, 3, ExitCodes.Failed)]
    [InlineData(0, 0, ExitCodes.Ok)]
    public void ExitCode_OfStorages_IsAFailureIfAllFailed(int failed, int count, int expected) =>
        Assert.Equal(expected, ExitCodes.Of(failed, count));
}
