using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using BackupSh.TestSupport;

namespace BackupSh.Samples.Tests;

/// <summary>The web application in a process of its own. It ends when the pipe to its guard does: also when the test host dies.</summary>
internal sealed class HostAppProcess : IAsyncDisposable
{
    private const string Script = """
        exec 3<&0
        "$@" < /dev/null > /dev/null &
        app=$!
        { read -r _ <&3; kill -KILL $app; } 2> /dev/null > /dev/null &
        guard=$!
        echo $app
        wait $app 2> /dev/null
        echo $?
        kill $guard 2> /dev/null
        """;

    private readonly Process _guard;
    private readonly HttpClient _client;

    private HostAppProcess(Process guard, string id, Uri address)
    {
        _guard = guard;
        Id = id;
        _client = new HttpClient { BaseAddress = address };
    }

    /// <summary>Gets the application's own process id.</summary>
    internal string Id { get; }

    internal static async Task<HostAppProcess> StartAsync(string folder)
    {
        Uri address = FreeAddress();
        ProcessStartInfo start = new(
            RequiredTool.Find("bash"),
            ["-c", Script, "app", "dotnet", Path.Combine(AppContext.BaseDirectory, "HostApp.dll"), "--urls", address.ToString()])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process guard = Process.Start(start)!;
        return new HostAppProcess(guard, (await guard.StandardOutput.ReadLineAsync())!, address);
    }

    /// <summary>Sends a signal.</summary>
    /// <returns>The exit code.</returns>
    internal async Task<int> EndAsync(string signal, CancellationToken cancellationToken)
    {
        await Shell.RunAsync("kill", [signal, Id], cancellationToken: cancellationToken);
        string? code = await _guard.StandardOutput.ReadLineAsync(cancellationToken);
        return int.Parse(code!, CultureInfo.InvariantCulture);
    }

    /// <summary>Asks it.</summary>
    /// <returns>The answer: a list.</returns>
    internal async Task<IReadOnlyList<JsonElement>> GetAsync(string path, CancellationToken cancellationToken) =>
        [.. (await _client.GetFromJsonAsync<JsonElement>(path, cancellationToken)).EnumerateArray()];

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    private static Uri FreeAddress()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
