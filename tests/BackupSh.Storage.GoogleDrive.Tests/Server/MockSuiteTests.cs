using System.Text.Json;
using BackupSh.Testing.GoogleDrive;
using BackupSh.TestSupport;

namespace BackupSh.Storage.GoogleDrive.Tests.Server;

/// <summary>The suite of google-drive-mock, which its author runs against Google, too.</summary>
public sealed class MockSuiteTests
{
    // The suite waits most of its time.
    private const int Workers = 6;

    // Version 2 of the API, which this server does not speak; and two that look at a delay and at an empty drive.
    private const string Excluded = "v2_*,check_empty*,latency*";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Suite_OfTheMock_FailsOnlyWhereTheListSays()
    {
        string packages = await NodeClients.InstallAsync(Token);
        await using Servers servers = await Servers.StartAsync();
        using TempDirectory suite = new();
        Lay(packages, suite.Path);

        Shell.Result result = await Shell.RunAsync(
            RequiredTool.Find("node"),
            [Path.Combine("node_modules", "vitest", "vitest.mjs"), "run", "--reporter=json", "--outputFile=result.json"],
            environment: new Dictionary<string, string> { ["PORTS"] = servers.Ports, ["EXCLUDED"] = Excluded, ["NO_COLOR"] = "1" },
            workingDirectory: suite.Path,
            cancellationToken: Token);

        string report = Path.Combine(suite.Path, "result.json");
        Assert.True(File.Exists(report), result.Output + result.Error);
        (string[] failed, int passed) = Read(await File.ReadAllTextAsync(report, Token));
        string[] expected = [.. File.ReadLines(Path.Combine(NodeClients.Directory, "known-failures.txt")).Where(line => line.Length > 0 && line[0] != '#')];
        Assert.True(expected.Order().SequenceEqual(failed.Order()), $"{passed} passed; failed:\n{string.Join('\n', failed)}\n{result.Error}");
        Assert.InRange(passed, 50, int.MaxValue);
    }

    private static void Lay(string packages, string directory)
    {
        string package = Path.Combine(packages, "node_modules", "google-drive-mock");
        foreach (string folder in (string[])["test", "src"])
        {
            Directory.CreateDirectory(Path.Combine(directory, folder));
            foreach (string file in Directory.GetFiles(Path.Combine(package, folder), "*.ts"))
            {
                File.Copy(file, Path.Combine(directory, folder, Path.GetFileName(file)));
            }
        }

        foreach (string file in (string[])["vitest.config.mjs", "setup.mjs", "package.json"])
        {
            File.Copy(Path.Combine(NodeClients.Directory, file), Path.Combine(directory, file));
        }

        Directory.CreateSymbolicLink(Path.Combine(directory, "node_modules"), Path.Combine(packages, "node_modules"));
    }

    private static (string[] Failed, int Passed) Read(string report)
    {
        using JsonDocument json = JsonDocument.Parse(report);
        (string Name, string Status)[] cases =
        [
            .. from file in json.RootElement.GetProperty("testResults").EnumerateArray()
               let name = Path.GetFileName(file.GetProperty("name").GetString())
               from test in file.GetProperty("assertionResults").EnumerateArray()
               select ($"{name}: {test.GetProperty("fullName").GetString()!.Trim()}", test.GetProperty("status").GetString()!),
        ];
        return ([.. cases.Where(test => test.Status == "failed").Select(test => test.Name)], cases.Count(test => test.Status == "passed"));
    }

    private sealed class Servers(GoogleDriveServer[] servers) : IAsyncDisposable
    {
        internal string Ports => string.Join(',', servers.Select(server => server.Address.Port));

        internal static async Task<Servers> StartAsync()
        {
            GoogleDriveServer[] servers = await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => GoogleDriveServer.StartAsync(cancellationToken: Token)));
            foreach (GoogleDriveServer server in servers)
            {
                server.AdmitAccessToken("valid-token");
            }

            return new Servers(servers);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (GoogleDriveServer server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }
}
