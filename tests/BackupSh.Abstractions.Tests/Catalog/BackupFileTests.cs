using BackupSh.Catalog;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Abstractions.Tests.Catalog;

public sealed class BackupFileTests
{
    private static readonly string[] Extensions = ["zip", "info", "dump.zst.enc", "pin", "claim"];

    [Theory]
    [InlineData("shop.2026-11-24_03-00-00.zip", "shop", BackupFileKind.Archive, "zip")]
    [InlineData("my.shop.2026-11-24_03-00-00.sqlite3.zst.enc", "my.shop", BackupFileKind.Archive, "sqlite3.zst.enc")]
    [InlineData("shop.2026-11-24_03-00-00.info", "shop", BackupFileKind.Info, "info")]
    [InlineData("shop.2026-11-24_03-00-00.pin", "shop", BackupFileKind.Pin, "pin")]
    [InlineData("shop.2026-11-24_03-00-00.claim", "shop", BackupFileKind.Claim, "claim")]
    [InlineData("shop.2026-11-24_03-00-00.INFO", "shop", BackupFileKind.Archive, "INFO")]
    [InlineData("shop.2026-11-24_03-00-00.info.enc", "shop", BackupFileKind.Archive, "info.enc")]
    [InlineData("a.2020-01-01_00-00-00.2026-11-24_03-00-00.zip", "a.2020-01-01_00-00-00", BackupFileKind.Archive, "zip")]
    [InlineData("2020-01-01_00-00-00.2026-11-24_03-00-00.zip", "2020-01-01_00-00-00", BackupFileKind.Archive, "zip")]
    [InlineData("a.2026-11-24_03-00-00.2020-13-01_00-00-00.zip", "a", BackupFileKind.Archive, "2020-13-01_00-00-00.zip")]
    [InlineData("=20.2026-11-24_03-00-00.zip", "=20", BackupFileKind.Archive, "zip")]
    public void TryParse_Name_TellsItsParts(string fileName, string database, BackupFileKind kind, string extension)
    {
        Assert.True(BackupFile.TryParse(fileName, out BackupFile? file));
        Assert.Equal((database, kind, extension), (file.Backup.Database, file.Kind, file.Extension));
        Assert.Equal(fileName, file.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("README.txt")]
    [InlineData("shop.2026-11-24_03-00-00")]
    [InlineData("shop.2026-11-24_03-00-00.")]
    [InlineData("shop.2026-11-24_03-00-00..zip")]
    [InlineData("2026-11-24_03-00-00.zip")]
    [InlineData(".2026-11-24_03-00-00.zip")]
    [InlineData("shop.2026-13-99_00-00-00.zip")]
    [InlineData("dir/shop.2026-11-24_03-00-00.zip")]
    [InlineData("./shop.2026-11-24_03-00-00.zip")]
    [InlineData("größe.2026-11-24_03-00-00.zip")]
    [InlineData("shop.2026-11-24_03-00-00.zip\n")]
    public void TryParse_ForeignName_IsRefused(string? fileName)
    {
        Assert.False(BackupFile.TryParse(fileName, out BackupFile? file));
        Assert.Null(file);
    }

    [Fact]
    public void TryParse_FileOfAnyBackup_ComesBack() => Prop.ForAll(InfoGenerators.Info, info =>
        Extensions.All(extension =>
            BackupFile.TryParse(info.Name.File(extension), out BackupFile? file) && file.Backup == info.Name && file.Extension == extension))
        .QuickCheckThrowOnFailure();
}
