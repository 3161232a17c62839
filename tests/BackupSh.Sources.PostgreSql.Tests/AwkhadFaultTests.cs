using System.IO.Compression;
using BackupSh.TestSupport;

namespace BackupSh.Sources.PostgreSql.Tests;

/// <summary>Filestores that are not as they should be, and zips that nobody good has written.</summary>
public sealed class AwkhadFaultTests(SharedCluster shared) : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task WriteToAsync_FilestoreMissing_IsNoBackup()
    {
        (_, AwkhadDatabaseSource source) = await MakeAsync();
        Directory.Delete(_directory.File("store"), recursive: true);
        using MemoryStream written = new();

        BackupSourceException failure = await Assert.ThrowsAsync<BackupSourceException>(
            () => source.WriteToAsync(written, new SourceRequest { RunId = "run" }, SourceMaking.Token));

        Assert.Equal("BSH1050", failure.Code);
        Assert.Equal("BSH1050", (await Assert.ThrowsAsync<BackupSourceException>(() => source.CheckAsync(SourceMaking.Token))).Code);
    }

    [Fact]
    public async Task WriteToAsync_FileVanishes_IsAWarning()
    {
        (_, AwkhadDatabaseSource source) = await MakeAsync();
        using VanishingStream destination = new(_directory.File("store/z/last"));

        SourceReport report = await source.WriteToAsync(destination, new SourceRequest { RunId = "run" }, SourceMaking.Token);

        BackupShError warning = Assert.Single(report.Warnings);
        Assert.Equal("BSH1051", warning.Code);
        Assert.EndsWith("last' was deleted from the filestore before it was read, and is not in the backup.", warning.Message, StringComparison.Ordinal);
        using ZipArchive zip = new(new MemoryStream(destination.ToArray()));
        Assert.DoesNotContain(zip.Entries, entry => entry.Name == "last");
        Assert.Contains(zip.Entries, entry => entry.Name == "first");
    }

    [Fact]
    public async Task WriteToAsync_LinksAndPipes_AreLeftOutWithWarnings()
    {
        (_, AwkhadDatabaseSource source) = await MakeAsync();
        File.CreateSymbolicLink(_directory.File("store/link"), "/etc/passwd");
        Assert.Equal(0, (await Shell.RunAsync("mkfifo", [_directory.File("store/pipe")], cancellationToken: SourceMaking.Token)).ExitCode);
        using MemoryStream written = new();

        SourceReport report = await source.WriteToAsync(written, new SourceRequest { RunId = "run" }, SourceMaking.Token);

        Assert.Equal(["BSH1052", "BSH1052"], report.Warnings.Select(warning => warning.Code));
    }

    [Theory]
    [InlineData("kill -9 $$", "BSH1041")]
    [InlineData("$REAL \"$@\" | head -c 500; exit 0", "BSH1042")]
    [InlineData("exit 0", "BSH1042")]
    [InlineData("$REAL \"$@\"; exit 7", "BSH1040")]
    public async Task WriteToAsync_ToolIsKilled_IsNoBackup(string script, string code)
    {
        using FakeTools tools = new FakeTools().Replace("pg_dump", script);
        (_, AwkhadDatabaseSource source) = await MakeAsync(options => options.ToolDirectory = tools.Folder);

        Assert.Equal(code, (await Assert.ThrowsAsync<BackupSourceException>(() => source.DumpAsync())).Code);
    }

    [Fact]
    public async Task RestoreAsync_EntriesThatLeaveTheFolder_AreRefused()
    {
        (PostgreSqlCluster cluster, AwkhadDatabaseSource source) = await MakeAsync();
        foreach (string name in (string[])["filestore/../../evil", "/evil", "filestore//evil", "../evil", "filestore/a\\..\\evil", "C:evil", "filestore/./x", "a\0b"])
        {
            string target = SourceMaking.NewName();

            BackupSourceException failure = await Assert.ThrowsAsync<BackupSourceException>(
                () => source.RestoreAsync(Zip(("filestore/good", "x"), (name, "evil"), ("dump.sql", "SELECT 1;")), target));

            Assert.Equal("BSH1067", failure.Code);
            Assert.Null(await cluster.DatabasesLikeAsync(target));
        }

        Assert.Equal(["store"], Directory.GetFileSystemEntries(_directory.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task RestoreAsync_NoDumpOrSeveral_IsRefused()
    {
        (_, AwkhadDatabaseSource source) = await MakeAsync();

        Assert.Equal("BSH1063", await CodeAsync(Zip(("filestore/a", "x"))));
        Assert.Equal("BSH1067", await CodeAsync(Zip(("dump.sql", "SELECT 1;"), ("dump.sql", "SELECT 2;"))));
        Assert.Equal("BSH1065", await CodeAsync(Zip(("dump.sql", "SELECT 1/0;"))));
        Assert.Equal("BSH1068", await CodeAsync(Zip(("dump.sql", "SELECT 1;"), ("filestore/a", "x"), ("filestore/a", "y"))));

        async Task<string> CodeAsync(byte[] zip) => (await Assert.ThrowsAsync<BackupSourceException>(() => source.RestoreAsync(zip, SourceMaking.NewName()))).Code;
    }

    [Fact]
    public async Task RestoreAsync_ZipOfPythonsZipfile_Restores()
    {
        (PostgreSqlCluster cluster, AwkhadDatabaseSource source) = await MakeAsync();
        string zip = _directory.File("store/../module.zip");
        const string Script = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED, allowZip64=True) as z:
                z.writestr('dump.sql', 'CREATE TABLE t AS SELECT 42 AS id;')
                z.writestr('filestore/ab/abc', b'x' * 100000)
                z.writestr(zipfile.ZipInfo('filestore/stored'), b'as it is')
                z.writestr('manifest.json', '{}')
            """;
        Assert.Equal(0, (await Shell.RunAsync(RequiredTool.Find("python3"), ["-c", Script, zip], cancellationToken: SourceMaking.Token)).ExitCode);
        string target = SourceMaking.NewName();

        await source.RestoreAsync(await File.ReadAllBytesAsync(zip, SourceMaking.Token), target);

        Assert.Equal(42, await cluster.ValueAsync<int>(target, "SELECT id FROM t"));
        Assert.Equal(100_000, new FileInfo(_directory.File(target + "/ab/abc")).Length);
        Assert.Equal("as it is", await File.ReadAllTextAsync(_directory.File(target + "/stored"), SourceMaking.Token));
    }

    [Fact]
    public async Task RestoreAsync_FilestoreDiskFull_LeavesNothing()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        await using SmallDisk disk = await SmallDisk.MountAsync(_directory.File("small"), 1);
        AwkhadDatabaseSource source = cluster.Awkhad("postgres", Path.Combine(disk.Path, "store"));
        byte[] noise = new byte[3_000_000];
        new Random(1).NextBytes(noise);
        string target = SourceMaking.NewName();

        BackupSourceException failure = await Assert.ThrowsAsync<BackupSourceException>(
            () => source.RestoreAsync(Zip(("dump.sql", "SELECT 1;"), ("filestore/a", Convert.ToBase64String(noise))), target));

        Assert.Equal("BSH1068", failure.Code);
        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));
        Assert.Null(await cluster.DatabasesLikeAsync(target));
    }

    private static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string content) in entries)
            {
                using StreamWriter writer = new(zip.CreateEntry(name).Open());
                writer.Write(content);
            }
        }

        return stream.ToArray();
    }

    private async Task<(PostgreSqlCluster Cluster, AwkhadDatabaseSource Source)> MakeAsync(Action<AwkhadDatabaseSourceOptions>? configure = null)
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        Directory.CreateDirectory(_directory.File("store/a"));
        Directory.CreateDirectory(_directory.File("store/z"));
        byte[] noise = new byte[20 * 1024 * 1024];
        new Random(1).NextBytes(noise);
        await File.WriteAllBytesAsync(_directory.File("store/z/first"), noise, SourceMaking.Token);
        await File.WriteAllTextAsync(_directory.File("store/z/last"), "last", SourceMaking.Token);
        return (cluster, cluster.Awkhad(await cluster.CreateAsync(AwkhadSourceTests.Erp), _directory.File("store"), configure));
    }

    /// <summary>Deletes a file when some megabytes of the one before it have come: so its folder was listed, and it was not opened yet.</summary>
    private sealed class VanishingStream(string file) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            if (Length > 1024 * 1024)
            {
                File.Delete(file);
            }

            await Task.CompletedTask;
        }
    }
}
