using BackupSh.Sources;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Sources.Folder;

/// <summary>What somebody who is not root meets: files that may not be read, folders that may not be entered.</summary>
public sealed class FolderAsNobodyTests
{
    private const string Part = "BACKUPSH_TEST_AS_NOBODY";
    private const string Done = "as nobody: done";

    [Fact]
    public async Task BackUpAndRestore_AsNobody_KeepsWhatMayBeKept()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            await PlayAsync();
            return;
        }

        string setpriv = RequiredTool.Find("setpriv");
        string program = Environment.ProcessPath!;
        string[] test = ["-explicit", "only", "-method", $"{typeof(FolderAsNobodyTests).FullName}.{nameof(Child_AsNobody_PlaysItsPart)}", "-noLogo", "-showLiveOutput"];
        string[] start = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, "exec", typeof(FolderAsNobodyTests).Assembly.Location] : [program];
        Shell.Result result = await Shell.RunAsync(
            setpriv,
            ["--reuid=65534", "--regid=65534", "--clear-groups", "env", "-i", "PATH=" + Environment.GetEnvironmentVariable("PATH"), "HOME=/tmp", Part + "=1", .. start, .. test],
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.SkipWhen(result.Error.Contains("Permission denied", StringComparison.Ordinal), "Nobody may not run these tests where they lie.");

        Assert.True(result.ExitCode == 0 && result.Output.Contains(Done, StringComparison.Ordinal), result.Output + result.Error);
    }

    [Fact(Explicit = true)]
    public async Task Child_AsNobody_PlaysItsPart()
    {
        Assert.Equal("1", Environment.GetEnvironmentVariable(Part));
        await PlayAsync();
        TestContext.Current.TestOutputHelper!.WriteLine(Done);
    }

    private static async Task PlayAsync()
    {
        using TestTree tree = new();
        await tree.ShellAsync(
            "mkdir -p closed/in open locked; echo x > closed/in/x; ln closed/in/x open/hard; echo s > open/secret; echo y > locked/y; "
            + "chmod 555 closed/in; chmod 000 open/secret locked; chmod 311 closed; touch -d 2001-01-01 open .");

        (MemoryStream archive, IReadOnlyList<BackupShError> warnings) = await Folders.Source(tree.Root).BackUpAsync();
        Assert.Equal(["BSH0361 'closed'", "BSH0361 'locked'", "BSH0361 'open/secret'"], warnings.Select(warning => warning.Code + " " + warning.Message.Split(' ')[0]));

        // What root has backed up holds closed folders with files in them, and owners that nobody may give away.
        await tree.ShellAsync("chmod 700 closed locked; chmod 600 open/secret");
        archive = (await Folders.Source(tree.Root).BackUpAsync()).Archive;
        byte[] closed = archive.ToArray();
        CloseFolders(closed);
        RestoreReport report = await Folders.Source(tree.Root).RestoreAsync(new MemoryStream(closed), tree.Beside("restored"));

        Assert.Empty(report.Warnings);
        Assert.Equal("0 755 2\n", await tree.ShellAsync("echo $(stat -c %a ../restored/closed ../restored/open) $(stat -c %h ../restored/open/hard)"));
        Assert.Equal("978307200\n", await tree.ShellAsync("stat -c %Y ../restored"));

        // A folder that may not be entered does not keep a failed restore from being removed.
        await Assert.ThrowsAsync<BackupSourceException>(() => Folders.Source(tree.Root).RestoreAsync(new MemoryStream(closed[..^1024]), tree.Beside("failed")));
        Assert.Equal("docs restored\n", await tree.ShellAsync("echo $(ls -A ..)"));
    }

    // Takes all rights to 'closed' away in the archive.
    private static void CloseFolders(byte[] archive)
    {
        int block = archive.AsSpan().IndexOf("closed/\0"u8);
        BackupSh.Sources.Tar.TarNumber.WriteOctal(archive.AsSpan(block + 100, 8), 0);
        BackupSh.Sources.Tar.TarNumber.WriteOctal(
            archive.AsSpan(block + 148, 7), BackupSh.Sources.Tar.TarHeaderBlock.ChecksumOf(archive.AsSpan(block, 512)));
    }
}
