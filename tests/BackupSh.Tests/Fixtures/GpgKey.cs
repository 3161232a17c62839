using BackupSh.TestSupport;

namespace BackupSh.Tests.Fixtures;

/// <summary>A key pair of stock gpg's, without a passphrase: opening an archive with it is quick.</summary>
public sealed class GpgKey : IAsyncLifetime
{
    private readonly TempDirectory _home = new();

    public string PublicFile => _home.File("public.asc");

    public string PrivateFile => _home.File("private.asc");

    public async ValueTask InitializeAsync()
    {
        await GpgAsync("--passphrase", "", "--quick-generate-key", "test", "ed25519", "sign,cert", "never");
        string fingerprint = (await GpgAsync("--with-colons", "--list-keys")).Output.Split('\n').First(line => line.StartsWith("fpr:", StringComparison.Ordinal)).Split(':')[9];
        await GpgAsync("--passphrase", "", "--quick-add-key", fingerprint, "cv25519", "encr", "never");
        await GpgAsync("--armor", "--output", PublicFile, "--export", fingerprint);
        await GpgAsync("--armor", "--output", PrivateFile, "--export-secret-keys", fingerprint);
    }

    public async ValueTask DisposeAsync()
    {
        await Shell.RunAsync("gpgconf", ["--homedir", _home.Path, "--kill", "all"]);
        _home.Dispose();
    }

    private async Task<Shell.Result> GpgAsync(params string[] arguments)
    {
        Shell.Result result = await Shell.RunAsync(
            RequiredTool.Find("gpg"), ["--homedir", _home.Path, "--batch", "--yes", "--pinentry-mode", "loopback", .. arguments]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }
}
