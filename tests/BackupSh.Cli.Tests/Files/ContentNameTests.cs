using BackupSh.Cli.Files;

namespace BackupSh.Cli.Tests.Files;

public sealed class ContentNameTests
{
    [Theory]
    [InlineData("shop.2026-11-24_03-00-00.sqlite3.zst.enc", "shop.2026-11-24_03-00-00.sqlite3")]
    [InlineData("shop.2026-11-24_03-00-00.sqlite3.zst", "shop.2026-11-24_03-00-00.sqlite3")]
    [InlineData("erp.2026-11-24_03-00-00.zip.enc", "erp.2026-11-24_03-00-00.zip")]
    [InlineData("docs.2026-11-24_03-00-00.tar", "docs.2026-11-24_03-00-00.tar")]
    public void OfDownload_Decrypted_LosesWhatIsUndone(string archive, string expected)
    {
        Assert.Equal(expected, ContentName.OfDownload(archive, decrypt: true));
        Assert.Equal(archive, ContentName.OfDownload(archive, decrypt: false));
    }

    [Theory]
    [InlineData("a/shop.sqlite3.zst.enc", false, "a/shop.sqlite3.zst")]
    [InlineData("a/shop.sqlite3.zst.enc", true, "a/shop.sqlite3")]
    [InlineData("notes.txt.gpg", false, "notes.txt")]
    [InlineData("NOTES.PGP", false, "NOTES")]
    [InlineData("notes.txt", false, null)]
    [InlineData("notes.txt.enc", true, null)]
    [InlineData("a/.enc", false, null)]
    [InlineData(".zst.enc", true, null)]
    [InlineData("-", false, null)]
    public void OfDecrypted_AnyName_IsTheInputsOrUnknown(string path, bool decompress, string? expected) =>
        Assert.Equal(expected, ContentName.OfDecrypted(path, decompress));
}
