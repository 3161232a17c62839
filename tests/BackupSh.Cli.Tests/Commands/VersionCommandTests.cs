using System.Text.Json;
using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Commands;

public sealed class VersionCommandTests
{
    [Fact]
    public async Task Version_WithoutConfiguration_TellsVersionAndRuntime()
    {
        using CliFixture cli = new();
        File.Delete(cli.PathOf("backupsh.json"));

        CliResult result = (await cli.RunAsync("version")).Expect(ExitCodes.Ok);

        Assert.Equal("", result.Error);
        Assert.Matches(@"\Abackupsh \d+\.\d+\.\d+\S*\n(commit   [0-9a-f]{40}\n)?runtime  \.NET 10\.\S+, \w+\nsystem   .+\n\z", result.Out);
    }

    [Fact]
    public async Task Version_WithJson_HasTheDocumentedMembers()
    {
        using CliFixture cli = new();

        JsonElement version = (await cli.RunAsync("version", "--json")).Expect(ExitCodes.Ok).Json;

        Assert.Equal(["version", "commit", "runtime", "operatingSystem", "architecture"], version.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Version_AsAnOption_IsTheVersionAlone()
    {
        using CliFixture cli = new();
        string? version = (await cli.RunAsync("version", "--json")).Json.GetProperty("version").GetString();

        CliResult result = (await cli.RunAsync("--version")).Expect(ExitCodes.Ok);

        Assert.Equal(version + "\n", result.Out);
    }
}
