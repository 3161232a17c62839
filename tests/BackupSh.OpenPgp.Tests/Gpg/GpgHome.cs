using System.Diagnostics;
using BackupSh.TestSupport;

namespace BackupSh.OpenPgp.Tests.Gpg;

/// <summary>Stock gpg with a key ring of its own.</summary>
public sealed class GpgHome : IDisposable
{
    private readonly string _gpg = RequiredTool.Find("gpg");
    // Mode 700, as gpg wants it. The agent's socket lies in it, and a socket's path has at most 107 characters.
    private readonly string _home = Directory.CreateTempSubdirectory("bsh-gpg-").FullName;
    private int _files;

    public string Path => _home;

    public void Dispose()
    {
        ProcessStartInfo start = new("gpgconf", ["--homedir", _home, "--kill", "all"]) { RedirectStandardError = true };
        using (Process? process = Process.Start(start))
        {
            process?.WaitForExit();
        }

        Directory.Delete(_home, recursive: true);
    }

    /// <summary>Returns a path for a new file.</summary>
    public string NewFile() => System.IO.Path.Combine(_home, $"file-{Interlocked.Increment(ref _files)}");

    public string WriteFile(ReadOnlySpan<byte> content)
    {
        string file = NewFile();
        using FileStream stream = new(file, FileMode.CreateNew);
        stream.Write(content);
        return file;
    }

    /// <summary>Runs gpg; the input, if any, goes through a pipe, and the passphrase through a file, never through an argument.</summary>
    public async Task<GpgResult> RunAsync(IEnumerable<string> arguments, byte[]? input = null, string passphrase = "", string? fakedTime = null)
    {
        string passphraseFile = WriteFile(System.Text.Encoding.UTF8.GetBytes(passphrase));
        List<string> all =
        [
            "--homedir", _home, "--batch", "--no-tty", "--yes", "--pinentry-mode", "loopback", "--passphrase-file", passphraseFile,
            "--status-fd", "2", "--trust-model", "always",
        ];
        if (fakedTime is not null)
        {
            // The mark holds the clock: if it ran, a key that took a second to make would be one from the future to the next call.
            all.AddRange(["--faked-system-time", fakedTime + "!"]);
        }

        all.AddRange(arguments);
        return await StartAsync(all, input ?? []);
    }

    public Task<GpgResult> DecryptAsync(byte[] message, string passphrase = "") =>
        RunAsync(["--decrypt", WriteFile(message)], passphrase: passphrase);

    /// <summary>Makes a key with an encryption subkey, and returns its fingerprint.</summary>
    public async Task<string> CreateKeyAsync(
        string name, string primary, string? subkey, string expires = "never", string passphrase = "", string? fakedTime = null)
    {
        GpgResult made = (await RunAsync(
            ["--quick-generate-key", name, primary, "sign,cert", expires], passphrase: passphrase, fakedTime: fakedTime)).EnsureSucceeded();
        string fingerprint = made.Status.Split('\n').First(line => line.Contains("KEY_CREATED", StringComparison.Ordinal)).Split(' ')[3].Trim();
        if (subkey is not null)
        {
            (await RunAsync(
                ["--quick-add-key", fingerprint, subkey, "encr", expires], passphrase: passphrase, fakedTime: fakedTime)).EnsureSucceeded();
        }

        return fingerprint;
    }

    /// <summary>Exports a certificate into a file, and returns its path.</summary>
    public async Task<string> ExportAsync(string fingerprint, bool armor = false)
    {
        string[] form = armor ? ["--armor"] : [];
        return WriteFile((await RunAsync([.. form, "--export", fingerprint])).EnsureSucceeded().Output);
    }

    /// <summary>Exports a private key into a file, and returns its path.</summary>
    public async Task<string> ExportSecretAsync(string fingerprint, string passphrase = "", bool armor = false)
    {
        string[] form = armor ? ["--armor"] : [];
        return WriteFile((await RunAsync([.. form, "--export-secret-keys", fingerprint], passphrase: passphrase)).EnsureSucceeded().Output);
    }

    private async Task<GpgResult> StartAsync(List<string> arguments, byte[] input)
    {
        ProcessStartInfo start = new(_gpg, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        using MemoryStream output = new();
        Task copy = process.StandardOutput.BaseStream.CopyToAsync(output);
        Task<string> status = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // gpg stopped reading: its exit code says why.
        }

        await Task.WhenAll(copy, status, process.WaitForExitAsync());
        return new GpgResult(process.ExitCode, output.ToArray(), await status);
    }
}
