using System.Text.Json;
using BackupSh.Catalog;
using BackupSh.TestSupport;

namespace BackupSh.Abstractions.Tests.Catalog;

/// <summary>Python's own parser, which the Awkhad modules use, on our files, and ours on its files.</summary>
public sealed class PythonInteropTests
{
    private const string ReadScript = """
        import configparser, json, sys
        for encoding in ("ascii", None):
            parser = configparser.ConfigParser()
            with open(sys.argv[1], encoding=encoding) as file:
                parser.read_file(file)
            print(json.dumps({section: dict(parser.items(section)) for section in parser.sections()}))
        """;

    private const string WriteScript = """
        import configparser, sys
        parser = configparser.ConfigParser()
        parser["common"] = {"database": "prod", "encrypted": True, "upload_datetime": "2019-03-24_03-00-01",
                            "backup_size": 10 / 1024 / 1024, "storage_service": "awkhad_backup_sh"}
        parser["notes"] = {"Author": "me; # not a comment", "empty": "", "path": "C:\\backups"}
        with open(sys.argv[1], "w") as file:
            parser.write(file)
        """;

    private static readonly string[] HostileTexts =
    [
        "", " edges ", "100 %", "%(database)s", "%%", "a\nb = c\n[common]", "größe 日本語 😀", "\\u0041 \\", "# x", "; y", "[z]", "a = b : c", "\t\r\0",
    ];

    [Fact]
    public async Task Write_HostileValues_PythonReadsTheModulesKeysAndEveryOther()
    {
        string python = RequiredTool.Find("python3");
        using TempDirectory folder = new();
        Dictionary<string, string> labels = HostileTexts.Select((text, i) => (text, i)).ToDictionary(pair => $"{pair.i} {pair.text}", pair => pair.text);
        BackupInfo info = InfoSamples.Ours() with
        {
            SizeMebibytes = BackupInfo.ToMebibytes(10),
            Details = InfoSamples.Ours().Details! with { Labels = labels, Restore = string.Join('|', HostileTexts), Host = HostileTexts[6] },
            UnknownEntries = [new("zoo", "lion", "% raw \\ ü")],
        };
        await File.WriteAllBytesAsync(folder.File("x.info"), BackupInfoFile.Write(info), TestContext.Current.CancellationToken);

        Shell.Result result = await Shell.RunAsync(
            python, ["-c", ReadScript, folder.File("x.info")], cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.Error);
        string[] answers = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, answers.Length);
        Assert.Equal(answers[0], answers[1]);
        var sections = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(answers[0])!;
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["database"] = "shop",
                ["encrypted"] = "True",
                ["upload_datetime"] = "2026-11-24_03-00-00",
                ["backup_size"] = "9.5367431640625E-06",
                ["storage_service"] = "local",
            },
            sections["common"]);
        Assert.Equal(IniText.Escape(info.Details!.Restore), sections["backupsh"]["restore"]);
        Assert.All(labels, label => Assert.Equal(label.Value, IniText.Unescape(sections["backupsh"]["label." + IniText.EscapeKey(label.Key)])));
    }

    [Fact]
    public async Task Read_FileOfPythonsParser_SaysWhatPythonWrote()
    {
        string python = RequiredTool.Find("python3");
        using TempDirectory folder = new();

        Shell.Result result = await Shell.RunAsync(
            python, ["-c", WriteScript, folder.File("x.info")], cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.Error);
        BackupInfo info = BackupInfoFile.Read(
            await File.ReadAllBytesAsync(folder.File("x.info"), TestContext.Current.CancellationToken), BackupName.Parse("prod.2019-03-24_03-00-01"));
        Assert.Equal((true, 10L, "awkhad_backup_sh"), (info.Encrypted, info.SizeBytes, info.StorageService));
        Assert.Equal([new("notes", "author", "me; # not a comment"), new("notes", "empty", ""), new("notes", "path", "C:\\backups")], info.UnknownEntries);
    }
}
