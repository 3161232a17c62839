using BackupSh.Catalog;
using BackupSh.TestSupport;

namespace BackupSh.Abstractions.Tests.Catalog;

/// <summary>Files as the modules, people and other versions wrote them. See Golden/README.md.</summary>
public sealed class GoldenInfoTests
{
    private static readonly string Folder = Repository.PathOf("tests", "BackupSh.Abstractions.Tests", "Catalog", "Golden");

    public static TheoryData<string> Files => new(Directory.GetFiles(Folder, "*.info").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("edited-by-hand.info", "prod.2019-03-24_03-00-01", false, 3.25, "local")]
    [InlineData("modules-any-order.info", "prod.2017-05-06_07-08-09", false, 3.25, "awkhad_backup_sh")]
    [InlineData("modules-backslash-database.info", "a=5Cb=5Cunit.2019-03-24_03-00-01", false, 2.0, "awkhad_backup_sh")]
    [InlineData("modules-crlf.info", "prod.2019-03-24_03-00-01", false, 3.25, "awkhad_backup_sh")]
    [InlineData("modules-dotted-database.info", "my.prod-2.db_1.2024-02-29_23-59-59", false, 2.0, "awkhad_backup_sh")]
    [InlineData("modules-dropbox.info", "prod.2019-07-01_00-00-00", true, 104.88671875, "dropbox")]
    [InlineData("modules-encrypted.info", "prod.2019-03-24_03-00-01", true, 12.457275390625, "awkhad_backup_sh")]
    [InlineData("modules-exponent-size.info", "tiny.2019-03-24_03-00-01", false, 9.5367431640625e-06, "awkhad_backup_sh")]
    [InlineData("modules-google-drive.info", "prod.2019-07-01_00-00-00", false, 104.88671875, "google_drive")]
    [InlineData("modules-integer-size.info", "demo.2019-03-24_03-00-01", false, 1.0, "awkhad_backup_sh")]
    [InlineData("modules-lower-case-boolean.info", "prod.2019-03-24_03-00-01", true, 0.5, "awkhad_backup_sh")]
    [InlineData("modules-percent-database.info", "100=25.2019-03-24_03-00-01", false, 2.0, "awkhad_backup_sh")]
    [InlineData("modules-plain.info", "prod.2019-03-24_03-00-01", false, 12.457275390625, "awkhad_backup_sh")]
    [InlineData("modules-short-float.info", "old.2018-10-01_12-00-00", false, 0.000366210938, "awkhad_backup_sh")]
    [InlineData("modules-spaced-database.info", "my=20shop.2019-03-24_03-00-01", false, 2.0, "awkhad_backup_sh")]
    [InlineData("modules-utf8-database.info", "gr=C3=B6=C3=9Fe.2019-03-24_03-00-01", false, 2.0, "awkhad_backup_sh")]
    [InlineData("modules-zero-size.info", "empty.2018-10-01_12-00-00", false, 0.0, "awkhad_backup_sh")]
    [InlineData("other-sections.info", "prod.2019-03-24_03-00-01", false, 3.25, "local")]
    [InlineData("python-configparser.info", "prod.2019-03-24_03-00-01", true, 9.5e-06, "awkhad_backup_sh")]
    public void Read_FileOfTheModules_SaysWhatTheyMeant(string file, string name, bool encrypted, double size, string service)
    {
        BackupInfo info = Read(file);

        Assert.Equal((name, encrypted, size, service), (info.Name.ToString(), info.Encrypted, info.SizeMebibytes, info.StorageService));
        Assert.Null(info.Details);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void WriteAndRead_GoldenFile_LosesNothing(string file)
    {
        BackupInfo info = Read(file);

        BackupInfo again = BackupInfoFile.Read(BackupInfoFile.Write(info), info.Name);

        Assert.All(InfoSamples.Differences(info, again), name => Assert.Equal(nameof(BackupInfo.UnknownEntries), name));
        Assert.Equal(info.UnknownEntries.Order(ByText), again.UnknownEntries.Order(ByText));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Readme_GoldenFile_HasALine(string file) =>
        Assert.Contains($"| `{file}` |", File.ReadAllText(Path.Combine(Folder, "README.md")), StringComparison.Ordinal);

    [Fact]
    public void Read_OtherSections_SurviveInTheFilesOrder() =>
        Assert.Equal(
            [new("audit", "ticket", "42"), new("common", "note", "kept 100\\u0025 = \"\\u00fcber\"")],
            Read("other-sections.info").UnknownEntries);

    [Fact]
    public void Read_Ours_HasEveryDetail()
    {
        BackupDetails details = Read("ours.info").Details!;

        Assert.Equal(["0x1122334455667788", "passphrase"], details.KeyIds);
        Assert.Equal(new Dictionary<string, string> { ["customer"] = "Müller & Söhne", ["Env"] = "production" }, details.Labels);
        Assert.Equal(new Dictionary<string, string> { ["sqlite"] = "3.50.4" }, details.ToolVersions);
        Assert.Equal(TimeSpan.FromMilliseconds(4321), details.Duration);
        Assert.Null(details.PlaintextSha256);
        Assert.True(details.IsReadable);
    }

    [Fact]
    public void Read_OursUnencrypted_HasTheContentsHash() => Assert.Equal(InfoSamples.Sha256, Read("ours-unencrypted.info").Details!.PlaintextSha256);

    [Fact]
    public void Read_OursWithEscapedDatabase_HasItsTrueName()
    {
        BackupInfo info = Read("ours-escaped-database.info");

        Assert.Equal(("my=20shop", "my shop"), (info.Name.Database, info.Details!.TrueDatabase));
    }

    [Fact]
    public void Read_NewerFormatForOldReaders_IsReadable()
    {
        BackupInfo info = Read("ours-newer-writer.info");

        Assert.True(info.Details!.IsReadable);
        Assert.Equal([new("backupsh", "chunks", "17"), new("backupsh.chunks", "1", "4194304")], info.UnknownEntries);
    }

    [Fact]
    public void Read_NewerReaderNeeded_IsListedWithWhatIsCertain()
    {
        BackupInfo info = Read("ours-newer-reader.info");

        Assert.False(info.Details!.IsReadable);
        Assert.Equal((3, 2), (info.Details.Format, info.Details.MinimumReader));
        Assert.Equal("shop.2026-11-24_03-00-00", info.Name.ToString());
        Assert.Equal(20971520, info.SizeBytes);
        Assert.Equal("shop-web", info.Details.Instance);
        Assert.Equal("erp", info.Details.Labels["team"]);
        Assert.Equal(
            [new("backupsh", "archive_bytes", "5 parts"), new("backupsh", "archive_sha256", "blake3:77"), new("backupsh", "parts", "a\\u0020b c")],
            info.UnknownEntries);
    }

    private static Comparer<BackupInfoEntry> ByText => Comparer<BackupInfoEntry>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    private static BackupInfo Read(string file) => BackupInfoFile.Read(File.ReadAllBytes(Path.Combine(Folder, file)));
}
