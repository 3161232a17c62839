using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Reflection;
using BackupSh.Sources;
using BackupSh.Storage;
using BackupSh.Testing;
using Xunit;

namespace BackupSh.TestSupport;

/// <summary>Runs an explicit test in a process whose heap is limited, to prove that it needs no more memory than that.</summary>
public static class SmallHeap
{
    /// <summary>The limit: beyond it the runtime throws <see cref="OutOfMemoryException"/>. The test runner alone needs about a quarter.</summary>
    public const long LimitBytes = 96 * 1024 * 1024;

    /// <summary>Enough data to burst the heap if it is kept.</summary>
    public const long EnoughBytes = 2 * LimitBytes;

    /// <summary>Runs the test, and fails if it does.</summary>
    /// <param name="method">The test, marked <c>[Fact(Explicit = true)]</c>. It calls <see cref="AssertIsLimited"/>.</param>
    /// <param name="environment">What the test reads to know its part.</param>
    public static async Task RunAsync(MethodInfo method, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        Dictionary<string, string> limited = new(environment) { ["DOTNET_GCHeapHardLimit"] = LimitBytes.ToString("x", CultureInfo.InvariantCulture) };
        using Process child = ChildTest.Start(method, limited);
        Task<string> error = child.StandardError.ReadToEndAsync(cancellationToken);
        string output = await child.StandardOutput.ReadToEndAsync(cancellationToken);
        await child.WaitForExitAsync(cancellationToken);
        Assert.True(child.ExitCode == 0, output + await error);
    }

    /// <summary>Uploads <see cref="EnoughBytes"/> of unknown length, and fails if they do not arrive, or if the heap was not limited.</summary>
    /// <param name="storage">A storage that keeps them outside of this heap.</param>
    /// <param name="name">The object's name.</param>
    public static async Task UploadAsync(IBackupStorage storage, string name, CancellationToken cancellationToken)
    {
        Pipe pipe = new();
        Task writing = Task.Run(
            async () =>
            {
                await new FakeSource { SizeBytes = EnoughBytes }.WriteToAsync(
                    pipe.Writer.AsStream(leaveOpen: true), new SourceRequest { RunId = "run" }, cancellationToken);
                await pipe.Writer.CompleteAsync();
            },
            cancellationToken);

        StorageObject stored = await storage.UploadAsync(name, pipe.Reader.AsStream(), new UploadOptions { RunId = "run" }, cancellationToken);

        await writing;
        Assert.Equal(EnoughBytes, stored.SizeBytes);
        AssertIsLimited();
    }

    /// <summary>Fails if the running process may keep as much as <see cref="EnoughBytes"/>: then the test would prove nothing.</summary>
    public static void AssertIsLimited() => Assert.InRange(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, 1, LimitBytes);
}
