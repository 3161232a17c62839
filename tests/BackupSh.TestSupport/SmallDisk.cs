using Xunit;

namespace BackupSh.TestSupport;

/// <summary>A file system of a few MiB. Skips the test where none can be mounted.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public static async Task<SmallDisk> MountAsync(string path, int megabytes)
    {
        Directory.CreateDirectory(path);
        Shell.Result result = await Shell.RunAsync(
            RequiredTool.Find("mount"), ["-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path]);
        Assert.SkipUnless(result.ExitCode == 0, $"This user cannot mount a small disk: {result.Error}");
        return new SmallDisk(path);
    }

    public async Task MakeReadOnlyAsync() =>
        Assert.Equal(0, (await Shell.RunAsync("mount", ["-o", "remount,ro", Path])).ExitCode);

    /// <summary>Writes a file until the disk is full.</summary>
    public static void Fill(string file)
    {
        try
        {
            using FileStream stream = new(file, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
            {
                stream.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public async ValueTask DisposeAsync() => await Shell.RunAsync("umount", [Path]);
}
