using System.Diagnostics;
using System.IO.Pipes;
using BackupSh.Storage;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Storage;

/// <summary>Several processes at one directory: racing, killed, slow.</summary>
public sealed class FileSystemStorageProcessTests : IDisposable
{
    private const int Processes = 4;
    private const int Names = 100;
    private const string DirectoryVariable = "BACKUPSH_TEST_DIRECTORY";
    private const string ProcessVariable = "BACKUPSH_TEST_PROCESS";
    private const string PipeVariable = "BACKUPSH_TEST_PIPE";
    private readonly TempDirectory _directory = new();
    private readonly TempDirectory _reports = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _directory.Dispose();
        _reports.Dispose();
    }

    [Fact]
    public async Task UploadAsync_FourProcessesWantTheSameNames_EachNameHasOneWinner()
    {
        Process[] children = [.. Enumerable.Range(0, Processes).Select(i => StartChild(nameof(UploadAsync_ChildProcess_TakesEveryFreeName), i))];
        foreach (Process child in children)
        {
            await AssertSucceedsAsync(child);
        }

        string[][] wins = [.. Enumerable.Range(0, Processes).Select(i => File.ReadAllLines(_reports.File($"{i}")))];
        Assert.Equal(Enumerable.Range(0, Names).Select(NameOf), wins.SelectMany(names => names).Order(StringComparer.Ordinal));
        Assert.Equal(Names, Directory.GetFileSystemEntries(_directory.Path).Length);
        for (int i = 0; i < Processes; i++)
        {
            Assert.All(wins[i], name => Assert.Equal(ContentOf(i), File.ReadAllBytes(_directory.File(name))));
        }
    }

    [Fact]
    public async Task UploadAsync_ProcessIsKilled_LeavesOneHiddenFileThatTheNextUploadSweepsWhenItIsStale()
    {
        FileSystemStorage storage = Create();
        (Process child, NamedPipeServerStream pipe) = await StartStuckChildAsync();
        await using NamedPipeServerStream _ = pipe;
        child.Kill();
        await child.WaitForExitAsync(Token);

        string leftover = Assert.Single(Directory.GetFileSystemEntries(_directory.Path));
        Assert.Empty(await storage.ListAsync("", Token).ToListAsync(Token));
        await UploadAsync(storage, "young");
        Assert.True(File.Exists(leftover));
        MakeOld(leftover);
        await UploadAsync(storage, "old");
        Assert.False(File.Exists(leftover));
    }

    [Fact]
    public async Task UploadAsync_AnotherLiveProcessIsSlow_ItsOldFileSurvivesAndIsPublished()
    {
        (Process child, NamedPipeServerStream pipe) = await StartStuckChildAsync();
        await using NamedPipeServerStream _ = pipe;
        MakeOld(Assert.Single(Directory.GetFileSystemEntries(_directory.Path)));

        await UploadAsync(Create(), "another");

        await pipe.DisposeAsync();
        await AssertSucceedsAsync(child);
        Assert.Equal(ContentOf(0), await File.ReadAllBytesAsync(_directory.File("slow"), Token));
    }

    [Fact(Explicit = true)]
    public async Task UploadAsync_ChildProcess_TakesEveryFreeName()
    {
        string process = Variable(ProcessVariable);
        FileSystemStorage storage = new("nas", new FileSystemStorageOptions { Directory = Variable(DirectoryVariable) });
        await using StreamWriter report = File.CreateText(Path.Combine(Variable("BACKUPSH_TEST_REPORTS"), process));
        for (int i = 0; i < Names; i++)
        {
            Exception? outcome = await Record.ExceptionAsync(
                () => storage.UploadAsync(NameOf(i), new ContentStream(ContentOf(int.Parse(process, null))), Options(), Token));
            if (outcome is null)
            {
                await report.WriteLineAsync(NameOf(i));
            }
            else
            {
                Assert.IsType<StorageObjectExistsException>(outcome);
            }
        }
    }

    [Fact(Explicit = true)]
    public async Task UploadAsync_ChildProcess_WaitsForItsParent()
    {
        FileSystemStorage storage = new("nas", new FileSystemStorageOptions { Directory = Variable(DirectoryVariable) });
        await using NamedPipeClientStream pipe = new(Variable(PipeVariable));
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ContentStream content = new(ContentOf(0)) { GateAt = 150_000, Gate = gate.Task };
        Task<StorageObject> upload = storage.UploadAsync("slow", content, Options(), Token);

        // Connecting tells the parent that the upload has begun; the parent closes its end to let it go on.
        await content.GateReached.WaitAsync(Token);
        await pipe.ConnectAsync(Token);
        _ = await pipe.ReadAsync(new byte[1], Token);
        gate.SetResult();
        await upload;
    }

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"'{name}' is set by the parent only.");

    private static string NameOf(int i) => $"erp.{i:D3}.zip";

    private static byte[] ContentOf(int process) => ContentStream.Bytes(200_000, seed: process);

    private static UploadOptions Options() => new() { RunId = $"run-{Environment.ProcessId}" };

    private static void MakeOld(string path)
    {
        // A shared lock, as anything else would collide with the owner's.
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        File.SetLastWriteTimeUtc(file.SafeFileHandle, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    private static async Task AssertSucceedsAsync(Process child)
    {
        Task<string> error = child.StandardError.ReadToEndAsync(Token);
        string output = await child.StandardOutput.ReadToEndAsync(Token);
        await child.WaitForExitAsync(Token);
        Assert.True(child.ExitCode == 0, output + await error);
        child.Dispose();
    }

    private static Task<StorageObject> UploadAsync(FileSystemStorage storage, string name) =>
        storage.UploadAsync(name, new ContentStream([1]), Options(), Token);

    private FileSystemStorage Create() => new("nas", new FileSystemStorageOptions { Directory = _directory.Path });

    private async Task<(Process Child, NamedPipeServerStream Pipe)> StartStuckChildAsync()
    {
        NamedPipeServerStream pipe = new(_reports.File("pipe"));
        Process child = StartChild(nameof(UploadAsync_ChildProcess_WaitsForItsParent), 0);
        Task connected = pipe.WaitForConnectionAsync(Token);
        await Task.WhenAny(connected, child.WaitForExitAsync(Token));
        Assert.False(child.HasExited, child.HasExited ? await child.StandardOutput.ReadToEndAsync(Token) : "");
        await connected;
        return (child, pipe);
    }

    private Process StartChild(string method, int process) => ChildTest.Start(
        typeof(FileSystemStorageProcessTests).GetMethod(method)!,
        new Dictionary<string, string>
        {
            [DirectoryVariable] = _directory.Path,
            [ProcessVariable] = $"{process}",
            [PipeVariable] = _reports.File("pipe"),
            ["BACKUPSH_TEST_REPORTS"] = _reports.Path,
        });
}
