namespace BackupSh.Storage.S3.Tests;

public sealed class S3KeysTests
{
    [Theory]
    [InlineData("", "shop.info")]
    [InlineData("/", "shop.info")]
    [InlineData(".", "./shop.info")]
    [InlineData("./", "./shop.info")]
    [InlineData("erp", "erp/shop.info")]
    [InlineData("/company/erp/", "company/erp/shop.info")]
    public void Of_Prefix_PutsASlashBetween(string prefix, string key)
    {
        S3Keys keys = new(prefix);

        Assert.Equal(key, keys.Of("shop.info"));
        Assert.Equal("shop.info", keys.NameOf(key));
    }

    [Theory]
    [InlineData("erp/")]
    [InlineData("erp")]
    [InlineData("erp2/shop.info")]
    [InlineData("erp/old/shop.info")]
    [InlineData("shop.info")]
    public void NameOf_NotDirectlyBelowThePrefix_IsNone(string key) => Assert.Null(new S3Keys("erp").NameOf(key));

    [Theory]
    [InlineData("erp/shop.2026-11-24_03-00-00.sqlite3.zst.enc", true)]
    [InlineData("erp/shop.2026-11-24_03-00-00.info", false)]
    [InlineData("erp/holiday.mp4", false)]
    [InlineData("erp/old/shop.2026-11-24_03-00-00.zip", false)]
    [InlineData("shop.2026-11-24_03-00-00.zip", false)]
    public void IsArchive_Key_IsOneOfOursOnlyByItsWholeGrammar(string key, bool isOurs) => Assert.Equal(isOurs, new S3Keys("erp").IsArchive(key));
}
