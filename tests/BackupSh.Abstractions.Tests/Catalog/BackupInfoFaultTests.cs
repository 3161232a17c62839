using System.Text;
using BackupSh.Catalog;

namespace BackupSh.Abstractions.Tests.Catalog;

/// <summary>What is refused, with its code, its line and its key.</summary>
public sealed class BackupInfoFaultTests
{
    private static readonly string OursText = Encoding.ASCII.GetString(BackupInfoFile.Write(InfoSamples.Ours()));

    public static TheoryData<string, string, int, string?, string> Faults => new()
    {
        { "", "BSH0021", 1, null, "the section [common]" },
        { "[backupsh]\nformat = 1\n", "BSH0021", 1, null, "the section [common]" },
        { "database = shop\n" + InfoSamples.ModulesText, "BSH0021", 1, null, "before the first key" },
        { InfoSamples.ModulesText + "no delimiter\n", "BSH0021", 7, null, "a key in ASCII" },
        { InfoSamples.ModulesText + " indented = 1\n", "BSH0021", 7, null, "a key in ASCII" },
        { InfoSamples.ModulesText + "= nothing\n", "BSH0021", 7, null, "a key in ASCII" },
        { InfoSamples.ModulesText + "gr\u00f6\u00dfe = 1\n", "BSH0021", 7, null, "a key in ASCII" },
        { InfoSamples.ModulesText + "\n[DEFAULT]\nx = 1\n", "BSH0021", 8, null, "not DEFAULT" },
        { InfoSamples.ModulesText + "[open\n", "BSH0021", 7, null, "in brackets" },
        { InfoSamples.ModulesText + "[zoo] lion\n", "BSH0021", 7, null, "in brackets" },
        { InfoSamples.ModulesText + "[]\n", "BSH0021", 7, null, "in brackets" },
        { "\ufeff" + InfoSamples.ModulesText, "BSH0021", 1, null, "before the first key" },
        { InfoSamples.ModulesText + "database = shop\n", "BSH0022", 7, "database", "once" },
        { InfoSamples.ModulesText + "DATABASE = shop\n", "BSH0022", 7, "database", "once" },
        { InfoSamples.ModulesText + "[zoo]\n[common]\n", "BSH0022", 8, null, "once" },
        { OursText + "[backupsh]\n", "BSH0022", OursText.Count(c => c == '\n') + 1, null, "once" },
        { OursText.TrimEnd('\n') + "\nlabel.a = 1\nlabel.\\u0061 = 2\n", "BSH0022", 27, "label.\\u0061", "other spelling" },
        { Without("database"), "BSH0023", 1, "database", "a database's name in section [common]" },
        { Without("encrypted"), "BSH0023", 1, "encrypted", "True or False" },
        { Without("upload_datetime"), "BSH0023", 1, "upload_datetime", "a time" },
        { Without("backup_size"), "BSH0023", 1, "backup_size", "a number" },
        { Without("storage_service"), "BSH0023", 1, "storage_service", "a text" },
        { With("encrypted", "yes"), "BSH0020", 3, "encrypted", "True or False" },
        { With("encrypted", "TRUE"), "BSH0020", 3, "encrypted", "True or False" },
        { With("encrypted", "1"), "BSH0020", 3, "encrypted", "True or False" },
        { With("upload_datetime", "2026-02-30_00-00-00"), "BSH0020", 4, "upload_datetime", "2026-11-24_03-00-00" },
        { With("upload_datetime", "2026-11-24 03:00:00"), "BSH0020", 4, "upload_datetime", "a time" },
        { With("upload_datetime", "2026-11-24_24-00-00"), "BSH0020", 4, "upload_datetime", "a time" },
        { With("upload_datetime", "\u0662\u0660\u0662\u0666-11-24_03-00-00"), "BSH0020", 4, "upload_datetime", "a time" },
        { With("backup_size", "nan"), "BSH0020", 5, "backup_size", "a number from 0" },
        { With("backup_size", "NaN"), "BSH0020", 5, "backup_size", "a number from 0" },
        { With("backup_size", "inf"), "BSH0020", 5, "backup_size", "a number from 0" },
        { With("backup_size", "Infinity"), "BSH0020", 5, "backup_size", "a number from 0" },
        { With("backup_size", "1e999"), "BSH0020", 5, "backup_size", "a number from 0" },
        { With("backup_size", "-1"), "BSH0020", 5, "backup_size", "a number from 0" },
        { With("backup_size", "1,5"), "BSH0020", 5, "backup_size", "a number from 0" },
        { With("backup_size", "8796093022209"), "BSH0020", 5, "backup_size", "a number from 0" },
        { With("backup_size", ""), "BSH0020", 5, "backup_size", "a number from 0" },
        { With("database", ""), "BSH0020", 2, "database", "a database's name" },
        { With("database", new string('x', 201)), "BSH0020", 2, "database", "a database's name" },
        { With("database", "\\ud800"), "BSH0020", 2, "database", "a database's name" },
        { With("database", "other"), "BSH0026", 2, "database", "'shop', as in the file's name" },
        { With("database", "Shop"), "BSH0026", 2, "database", "'shop', as in the file's name" },
        { With("upload_datetime", "2026-11-24_03-00-01"), "BSH0026", 4, "upload_datetime", "'2026-11-24_03-00-00'" },
        { Ours("archive = shop.2026-11-24_03-00-00.sqlite3.zst.enc\n", "archive = shop.2026-11-24_03-00-01.zip\n"), "BSH0026", 17, "archive", "an archive of" },
        { Ours("archive = shop.2026-11-24_03-00-00.sqlite3.zst.enc\n", "archive = shop.2026-11-24_03-00-00.info\n"), "BSH0026", 17, "archive", "an archive of" },
        { Ours("archive = shop.2026-11-24_03-00-00.sqlite3.zst.enc\n", "archive = ../../etc/passwd\n"), "BSH0026", 17, "archive", "an archive of" },
        { Ours("format = 1\n", "format = 0\n"), "BSH0020", 9, "format", "a whole number from 1" },
        { Ours("format = 1\n", ""), "BSH0023", 8, "format", "a whole number from 1 in section [backupsh]" },
        { Ours("min_reader = 1\n", "min_reader = 99999999999\n"), "BSH0020", 10, "min_reader", "a whole number from 1" },
        { Ours("run_id = 0199c9b1f2a37d10\n", ""), "BSH0023", 8, "run_id", "a text" },
        { Ours("archive_bytes = 20971520\n", "archive_bytes = 20.5\n"), "BSH0020", 18, "archive_bytes", "a whole number from 0" },
        { Ours("archive_bytes = 20971520\n", "archive_bytes = 9223372036854775808\n"), "BSH0020", 18, "archive_bytes", "a whole number from 0" },
        { Ours("plaintext_bytes = 104857600\n", "plaintext_bytes = -1\n"), "BSH0020", 20, "plaintext_bytes", "a whole number from 0" },
        { Ours(InfoSamples.Sha256, InfoSamples.Sha256[1..]), "BSH0020", 19, "archive_sha256", "64 lower-case hexadecimal digits" },
        { Ours(InfoSamples.Sha256, InfoSamples.Sha256.ToUpperInvariant()), "BSH0020", 19, "archive_sha256", "64 lower-case hexadecimal digits" },
        { Ours("duration_ms = 4321\n", "duration_ms = 922337203685478\n"), "BSH0020", 24, "duration_ms", "a whole number from 0" },
        { InfoSamples.ModulesText + "x = \u0001\n", "BSH0025", 7, null, "without control characters" },
        { InfoSamples.ModulesText + "x = \0\n", "BSH0025", 7, null, "without control characters" },
        { InfoSamples.ModulesText + "x = a\rb\n", "BSH0025", 7, null, "without control characters" },
        { InfoSamples.ModulesText + "x = " + new string('y', 4093) + "\n", "BSH0024", 7, null, "a line of at most 4096 bytes" },
        { InfoSamples.ModulesText + new string('\n', 65536), "BSH0024", 1, null, "a file of at most 65536 bytes" },
        { InfoSamples.ModulesText + Keys(252), "BSH0024", 258, null, "a file of at most 256 keys" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Read_Fault_IsToldByLineAndKey(string text, string code, int line, string? key, string expectation)
    {
        BackupInfoFormatException exception = Assert.Throws<BackupInfoFormatException>(
            () => BackupInfoFile.Read(Encoding.UTF8.GetBytes(text), InfoSamples.Name));

        Assert.Equal((code, line, key), (exception.Code, exception.Line, exception.Key));
        Assert.Contains(expectation, exception.Expectation, StringComparison.Ordinal);
        Assert.NotEmpty(exception.Hint);
    }

    [Fact]
    public void Read_AtTheLimits_IsRead()
    {
        string text = InfoSamples.ModulesText + Keys(250) + "x = " + new string('y', 4092) + "\n";

        Assert.Equal(251, BackupInfoFile.Read(InfoSamples.Ascii(text)).UnknownEntries.Count);
    }

    [Fact]
    public void Read_InvalidUtf8_IsRefused()
    {
        byte[] bytes = [.. InfoSamples.Ascii(InfoSamples.ModulesText), .. "x = "u8, 0xC3, 0x28];

        BackupInfoFormatException exception = Assert.Throws<BackupInfoFormatException>(() => BackupInfoFile.Read(bytes));

        Assert.Equal(("BSH0025", 7), (exception.Code, exception.Line));
    }

    [Fact]
    public void Message_WrongValue_SaysWhereAndWhat()
    {
        BackupInfoFormatException exception = Assert.Throws<BackupInfoFormatException>(
            () => BackupInfoFile.Read(InfoSamples.Ascii(With("backup_size", "big"))));

        Assert.StartsWith(
            "BSH0020: line 5, key 'backup_size': a number from 0, in MiB, is expected, found 'big'. ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_HostileValue_IsEscapedAndCut()
    {
        string text = With("backup_size", "\u001b[31m".Replace("\u001b", "\u202e", StringComparison.Ordinal) + new string('x', 1000));

        BackupInfoFormatException exception = Assert.Throws<BackupInfoFormatException>(() => BackupInfoFile.Read(Encoding.UTF8.GetBytes(text)));

        Assert.StartsWith("\\u202e[31mxxx", exception.Fault.Found, StringComparison.Ordinal);
        Assert.EndsWith("x...", exception.Fault.Found, StringComparison.Ordinal);
        Assert.Equal(BackupInfoFault.MaximumFoundLength, exception.Fault.Found!.Length);
        Assert.All(exception.Message, c => Assert.InRange(c, ' ', '~'));
    }

    [Fact]
    public void TryRead_Fault_ReturnsItWithoutThrowing()
    {
        Assert.False(BackupInfoFile.TryRead("x"u8, null, out BackupInfo? info, out BackupInfoFault? fault));
        Assert.Null(info);
        Assert.Equal("BSH0021", fault.Error.Code);
    }

    private static string With(string key, string value) => Edit(key, $"{key} = {value}\n");

    private static string Without(string key) => Edit(key, "");

    private static string Edit(string key, string replacement) =>
        string.Concat(InfoSamples.ModulesText.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.StartsWith(key, StringComparison.Ordinal) ? replacement : line + "\n"));

    private static string Keys(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"k{i} = {i}\n"));

    private static string Ours(string old, string replacement) => OursText.Replace(old, replacement, StringComparison.Ordinal);
}
