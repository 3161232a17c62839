using System.Diagnostics;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Restore;

/// <summary>Stock gpg with a home of its own, whose path is short enough for the agent's socket.</summary>
public sealed class Gpg : IDisposable
{
    // Before the tests' own clocks begin: to those, a key that was made today would be one from the future. The mark holds
    // gpg's clock: if it ran, a key that took a second to make would be one from the future to the next call.
    internal const string Made = "20261124T000000!";

    private readonly string _gpg = RequiredTool.Find("gpg");

    public string Home { get; } = Directory.CreateTempSubdirectory("bsh-").FullName;

    /// <summary>Encrypts with a passphrase.</summary>
    /// <param name="content">What to encrypt.</param>
    /// <param name="passphrase">The passphrase.</param>
    /// <param name="options">For example <c>--s2k-mode 1</c>: deriving the key of the usual mode takes 46 ms.</param>
    public async Task<byte[]> EncryptAsync(byte[] content, string passphrase, params string[] options)
    {
        string file = Path.Combine(Home, "content");
        await File.WriteAllBytesAsync(file, content);
        await File.WriteAllTextAsync(file + ".pass", passphrase);
        await RunAsync(
            ["--passphrase-file", file + ".pass", "--cipher-algo", "AES256", "--rfc4880", .. options, "--output", file + ".enc", "--symmetric", file]);
        return await File.ReadAllBytesAsync(file + ".enc");
    }

    /// <summary>Makes a key pair without a passphrase at the time <see cref="Made"/>: opening an archive with it is quick.</summary>
    /// <returns>The files of the public and of the private key.</returns>
    public async Task<(string PublicFile, string PrivateFile)> CreateKeyAsync(string name, string expires = "never")
    {
        await RunAsync(["--faked-system-time", Made, "--passphrase", "", "--quick-generate-key", name, "ed25519", "sign,cert", expires]);
        string listed = await RunAsync(["--with-colons", "--list-keys", "=" + name]);
        string fingerprint = listed.Split('\n').First(line => line.StartsWith("fpr:", StringComparison.Ordinal)).Split(':')[9];
        await RunAsync(["--faked-system-time", Made, "--passphrase", "", "--quick-add-key", fingerprint, "cv25519", "encr", expires]);
        (string publicFile, string privateFile) = (Path.Combine(Home, name + ".pub"), Path.Combine(Home, name + ".key"));
        await RunAsync(["--output", publicFile, "--export", fingerprint]);
        await RunAsync(["--output", privateFile, "--export-secret-keys", fingerprint]);
        return (publicFile, privateFile);
    }

    /// <summary>Makes a directory for the start of PATH, whose <c>gpg</c> takes the passphrase from a file.</summary>
    public string WrapForPath(string passphrase)
    {
        string directory = Directory.CreateDirectory(Path.Combine(Home, "bin")).FullName;
        string passphraseFile = Path.Combine(Home, "pass");
        File.WriteAllText(passphraseFile, passphrase);
        string wrapper = Path.Combine(directory, "gpg");
        File.WriteAllText(
            wrapper, $"#!/bin/sh\nexec '{_gpg}' --homedir '{Home}' --batch --quiet --pinentry-mode loopback --passphrase-file '{passphraseFile}' \"$@\"\n");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no sh.");
            return directory;
        }

        File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return directory;
    }

    public void Dispose()
    {
        using (Process? kill = Process.Start(new ProcessStartInfo("gpgconf", ["--homedir", Home, "--kill", "all"]) { RedirectStandardError = true }))
        {
            kill?.WaitForExit();
        }

        Directory.Delete(Home, recursive: true);
    }

    private async Task<string> RunAsync(string[] arguments)
    {
        Shell.Result result = await Shell.RunAsync(_gpg, ["--homedir", Home, "--batch", "--yes", "--pinentry-mode", "loopback", .. arguments]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }
}
