using System.Globalization;
using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Restore;
using BackupSh.Tests.Restore;
using BackupSh.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Sources.Folder;

/// <summary>A folder of twenty thousand files goes through the whole engine, and comes back with it and without it.</summary>
[Collection(nameof(LargeTrees))]
public sealed class FolderEndToEndTests : IDisposable
{
    private const string Passphrase = "correct horse";

    private const string LargeTree = """
        import os, random
        random.seed(7)
        for d in range(100):
            folder = b'%03d' % d if d % 7 else b'%03d \xff\n' % d
            os.mkdir(folder); os.chdir(folder)
            for f in range(200):
                name = random.choice([b'f%d', b'with space %d', b'new\nline %d', b'\xc3\xa9 %d', b'\xfe\xff %d', b'-%d']) % f
                name = name.ljust(255, b'x') if f % 50 == 0 else name
                kind = f % 40
                if kind == 1: os.symlink(random.choice([b'../nowhere', b'/etc/passwd', first]), name); continue
                if kind == 2: os.link(first, name); continue
                with open(name, 'wb') as file:
                    if kind == 3: file.seek(random.randrange(1 << 22)); file.write(b'end')
                    else: file.write(random.randbytes(random.choice([0, 1, 511, 512, 513, 3000])))
                first = name
                os.chmod(name, random.choice([0o644, 0o600, 0o444, 0o755, 0o000]))
                os.utime(name, ns=(0, random.randrange(10**18)))
            os.chdir('..')
            os.chmod(folder, random.choice([0o755, 0o700, 0o2775, 0o1777, 0o555]))
            os.utime(folder, ns=(0, random.randrange(10**18)))
        os.utime('.', ns=(0, 10**18 + 1))
        """;

    private readonly TestTree _tree = new();
    private readonly Lazy<ServiceProvider> _services;
    private string? _otherStorage;

    public FolderEndToEndTests()
    {
        _services = new Lazy<ServiceProvider>(Build);
        Directory.CreateDirectory(Storage);
    }

    private string Storage => _tree.Beside("storage");

    public void Dispose()
    {
        if (_services.IsValueCreated)
        {
            _services.Value.Dispose();
        }

        _tree.Dispose();
    }

    [Fact]
    public async Task Run_TwentyThousandFiles_ComeBackByUsAndByGpgZstdAndTar()
    {
        RequiredTool.Find("zstd");
        RequiredTool.Find("tar");
        await _tree.PythonAsync(LargeTree);

        BackupResult backup = await BackUpAsync();
        RestoreResult restored = await _services.Value.GetRequiredService<BackupRestorer>().RestoreAsync(
            "latest:docs", new RestoreOptions { Target = _tree.Beside("restored") }, TestContext.Current.CancellationToken);

        Assert.Empty(backup.Warnings);
        Assert.Empty(restored.Warnings);
        Assert.EndsWith(".tar.zst.enc", backup.Archive, StringComparison.Ordinal);
        await _tree.AssertSameAsync(_tree.Beside("restored"));
        await RunRestoreLineAsync();
        await _tree.AssertSameAsync(Path.Combine(Storage, "docs"));
        Assert.InRange(int.Parse(await SparseFilesAsync(_tree.Root), CultureInfo.InvariantCulture), 100, 1000);
        Assert.Equal(await SparseFilesAsync(_tree.Root), await SparseFilesAsync(_tree.Beside("restored")));
        Assert.Equal(await SparseFilesAsync(_tree.Root), await SparseFilesAsync(Path.Combine(Storage, "docs")));
    }

    [Fact]
    public async Task Run_StorageOfTheHostInTheFolder_IsNotBackedUp()
    {
        _otherStorage = _tree.File("backups");
        await _tree.ShellAsync("mkdir backups; echo x > backups/old.tar; echo y > y");

        BackupResult backup = await BackUpAsync();
        await _services.Value.GetRequiredService<BackupRestorer>().RestoreAsync(
            "latest:docs", new RestoreOptions { Target = _tree.Beside("restored") }, TestContext.Current.CancellationToken);

        Assert.Equal(["BSH0365"], backup.Warnings.Codes());
        Assert.Equal(".\n./backups\n./y\n", await _tree.ShellAsync("cd ../restored; find . | sort"));
    }

    [Fact]
    public async Task Run_FolderThatIsWrittenTo_EndsWithWarningsAndAWholeArchive()
    {
        await _tree.PythonAsync("""
            import os
            for i in range(300):
                with open('%03d' % i, 'wb') as f: f.write(os.urandom(20000))
            """);
        using CancellationTokenSource stop = new();
        Task writing = Task.Run(() => Disturb(stop.Token), TestContext.Current.CancellationToken);

        List<BackupShError> warnings = [];
        try
        {
            for (int i = 0; i < 20 && (warnings.Count == 0 || i < 3); i++)
            {
                warnings.AddRange((await BackUpAsync()).Warnings);
                await VerifyAsync();
            }
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
        }

        Assert.NotEmpty(warnings);
        Assert.All(warnings, warning => Assert.Contains(warning.Code, (string[])["BSH0360", "BSH0362", "BSH0366"]));
    }

    private ServiceProvider Build()
    {
        ServiceCollection services = new();
        IBackupShBuilder builder = services.AddBackupSh()
            .AddFolderSource("docs", source => source.Directory = _tree.Root)
            .AddFileSystemStorage("nas", storage => storage.Directory = Storage)
            .AddJob("nightly", job =>
            {
                job.Source = "docs";
                job.Storages = ["nas"];
                job.Encryption.Passphrase = Secret.FromValue(Passphrase);
            });
        if (_otherStorage is { } directory)
        {
            builder.AddFileSystemStorage("other", storage => storage.Directory = directory);
        }

        return services.BuildServiceProvider();
    }

    // Grows, cuts, deletes and makes files, all the time.
    private void Disturb(CancellationToken stop)
    {
        for (int i = 0; !stop.IsCancellationRequested; i = (i + 7) % 300)
        {
            string path = FileOf(i);
            switch (i % 4)
            {
                case 0:
                    File.AppendAllText(path, "more");
                    break;
                case 1:
                    File.WriteAllText(path, "less");
                    break;
                case 2:
                    File.Delete(path);
                    break;
                default:
                    File.WriteAllText(path + ".new", "new");
                    File.Delete(path + ".new");
                    File.WriteAllText(FileOf(i - 1), "again");
                    break;
            }
        }
    }

    private string FileOf(int number) => _tree.File(number.ToString("D3", CultureInfo.InvariantCulture));

    private async Task VerifyAsync()
    {
        string target = _tree.Beside("verified");
        await _services.Value.GetRequiredService<BackupRestorer>().RestoreAsync(
            "latest:docs", new RestoreOptions { Target = target }, TestContext.Current.CancellationToken);
        Directory.Delete(target, recursive: true);
    }

    private async Task<BackupResult> BackUpAsync()
    {
        RunResult result = await _services.Value.GetRequiredService<BackupRunner>().RunAsync("nightly", cancellationToken: TestContext.Current.CancellationToken);
        result.EnsureSucceeded();
        return Assert.Single(result.Backups);
    }

    private async Task RunRestoreLineAsync()
    {
        string infoFile = Directory.GetFiles(Storage, "*.info").Single();
        BackupInfo info = BackupInfoFile.Read(await File.ReadAllBytesAsync(infoFile, TestContext.Current.CancellationToken));
        using Gpg gpg = new();
        Dictionary<string, string> environment = new()
        {
            ["PATH"] = gpg.WrapForPath(Passphrase) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
        };

        Shell.Result result = await Shell.RunAsync(
            "sh", ["-c", info.Details!.Restore], environment: environment, workingDirectory: Storage, cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, $"{info.Details.Restore}\n{result.Error}");

        // GNU tar does not know how a long name says that it is no UTF-8, and reads it all the same.
        Assert.All(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains("hdrcharset", line, StringComparison.Ordinal));
    }

    // How many files take fewer blocks than their size asks for.
    private Task<string> SparseFilesAsync(string folder) =>
        _tree.ShellAsync($"find '{folder}' -type f -size +1 -printf '%b %s\n' | awk '$1 * 512 < $2' | wc -l");
}
