using System.Diagnostics;
using System.Globalization;
using System.Reflection;
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

    /// <summary>Fails if the running process may keep as much as <see cref="EnoughBytes"/>: then the test would prove nothing.</summary>
    public static void AssertIsLimited() => Assert.InRange(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, 1, LimitBytes);
}
