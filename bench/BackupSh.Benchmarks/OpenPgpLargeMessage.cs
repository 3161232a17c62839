using System.Diagnostics;
using System.Security.Cryptography;
using BackupSh.OpenPgp;

namespace BackupSh.Benchmarks;

/// <summary>More than 4 GiB in both directions: lengths of 32 bits, had anybody used one, would show. Nothing touches the disk.</summary>
internal static class OpenPgpLargeMessage
{
    private const string Passphrase = "large message";
    private const long Length = (4L << 30) + 1;

    private static readonly OpenPgpEncryptor Encryptor = new(
        new OpenPgpKeys { Passphrase = Passphrase, ReadingPassphrases = [Passphrase] }, TimeProvider.System);

    internal static async Task RunAsync()
    {
        using GpgProcess gpg = new(Passphrase);
        Console.WriteLine($"{Length} bytes.");
        await ReportAsync("BackupSh encrypts, gpg decrypts", digest => gpg.RunAsync(
            ["--decrypt"], async input => await EncryptAsync(input, digest.Sent), output => HashAsync(output, digest.Received)));
        await ReportAsync("gpg encrypts, BackupSh decrypts", digest => gpg.RunAsync(
            ["--symmetric", "--cipher-algo", "AES256", "--compress-algo", "none"],
            input => WriteAsync(input, digest.Sent),
            async output => await DecryptAsync(output, digest.Received)));
    }

    private static async Task ReportAsync(string name, Func<(IncrementalHash Sent, IncrementalHash Received), Task> work)
    {
        using IncrementalHash sent = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using IncrementalHash received = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long start = Stopwatch.GetTimestamp();
        await work((sent, received));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        string before = Convert.ToHexStringLower(sent.GetHashAndReset());
        string after = Convert.ToHexStringLower(received.GetHashAndReset());
        if (before != after)
        {
            throw new InvalidOperationException($"{name}: sent {before}, received {after}.");
        }

        using Process process = Process.GetCurrentProcess();
        Console.WriteLine(
            $"{name}: SHA-256 equal ({after[..16]}…), {elapsed.TotalSeconds:F1} s, peak memory {process.PeakWorkingSet64 >> 20} MiB.");
    }

    private static async Task EncryptAsync(Stream destination, IncrementalHash digest)
    {
        await using CompletableStream stream = Encryptor.OpenEncrypt(destination);
        await WriteAsync(stream, digest);
        await stream.CompleteAsync();
    }

    private static async Task DecryptAsync(Stream source, IncrementalHash digest)
    {
        await using Stream stream = Encryptor.OpenDecrypt(source);
        await HashAsync(stream, digest);
    }

    private static async Task WriteAsync(Stream destination, IncrementalHash digest)
    {
        foreach (ReadOnlyMemory<byte> block in TestPattern.Blocks(Length))
        {
            digest.AppendData(block.Span);
            await destination.WriteAsync(block);
        }
    }

    private static async Task HashAsync(Stream source, IncrementalHash digest)
    {
        byte[] buffer = new byte[1024 * 1024];
        int count;
        while ((count = await source.ReadAsync(buffer)) > 0)
        {
            digest.AppendData(buffer, 0, count);
        }
    }
}
