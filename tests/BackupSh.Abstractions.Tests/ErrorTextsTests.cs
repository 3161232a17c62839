using BackupSh.Shared;

namespace BackupSh.Abstractions.Tests;

/// <summary>Errors are made of the texts. That every code has them, in every package, is a convention test's business.</summary>
public sealed class ErrorTextsTests
{
    [Fact]
    public void Error_OfACode_HasBothTextsWithItsArguments()
    {
        BackupShException exception = new(ErrorTexts.Error("BSH0001", "NAME"), isTransient: true);

        Assert.Equal(("BSH0001", true), (exception.Code, exception.IsTransient));
        Assert.Equal("BSH0001: The environment variable 'NAME' is not set. Set it for this process, or name another one.", exception.Message);
        Assert.Equal("Set it for this process, or name another one.", exception.Hint);
    }

    [Fact]
    public void Error_ArgumentWithBraces_IsShownAsItIs() =>
        Assert.Equal("The environment variable '{0} {x' is not set.", ErrorTexts.Error("BSH0001", "{0} {x").Message);

    [Fact]
    public void Error_UnknownCode_IsABug() =>
        Assert.Throws<System.Resources.MissingManifestResourceException>(() => ErrorTexts.Error("BSH9999"));

    [Fact]
    public void BackupShException_WithoutError_IsRefused() => Assert.Throws<ArgumentNullException>(() => new BackupShException(null!));
}
