using System.Diagnostics;
using BackupSh.OpenPgp;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;

namespace BackupSh.Benchmarks;

/// <summary>How fast archives are encrypted and decrypted, beside BouncyCastle's own streams and gpg, on the same data.</summary>
internal static class OpenPgpThroughput
{
    private const string Passphrase = "benchmark";
    private const int Length = 256 * 1024 * 1024;
    private const int Rounds = 3;

    private static readonly OpenPgpEncryptor Encryptor = new(
        new OpenPgpKeys { Passphrase = Passphrase, ReadingPassphrases = [Passphrase] }, TimeProvider.System);

    internal static async Task RunAsync()
    {
        using MemoryStream plaintext = new(Length);
        foreach (ReadOnlyMemory<byte> block in TestPattern.Blocks(Length))
        {
            plaintext.Write(block.Span);
        }

        using MemoryStream message = new(Length + (1024 * 1024));
        await EncryptOursAsync(plaintext, message);
        using GpgProcess gpg = new(Passphrase);
        Console.WriteLine($"{Length >> 20} MiB of random data, AES-256, {Environment.ProcessorCount} processors, best of {Rounds} rounds.");
        Console.WriteLine();
        Console.WriteLine("| | MiB/s | MiB per second of processor time | allocated, MiB |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        await ReportAsync("BackupSh encrypts", () => OwnAsync(() => EncryptOursAsync(plaintext, Stream.Null)));
        await ReportAsync("BouncyCastle encrypts", () => OwnAsync(() => EncryptBouncyCastle(plaintext)));
        await ReportAsync("gpg encrypts", () => gpg.RunAsync(
            ["--symmetric", "--cipher-algo", "AES256", "--compress-algo", "none"], input => Feed(plaintext, input), Drain));
        await ReportAsync("BackupSh decrypts", () => OwnAsync(() => DecryptOursAsync(message)));
        await ReportAsync("BouncyCastle decrypts", () => OwnAsync(() => DecryptBouncyCastle(message)));
        await ReportAsync("gpg decrypts", () => gpg.RunAsync(["--decrypt"], input => Feed(message, input), Drain));
    }

    /// <summary>Prints the best of some rounds. Processor time is what a machine that others use, too, measures steadily.</summary>
    private static async Task ReportAsync(string name, Func<Task<TimeSpan>> work)
    {
        double wall = 0;
        double processor = 0;
        double allocated = 0;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetTotalAllocatedBytes();
            long start = Stopwatch.GetTimestamp();
            TimeSpan used = await work();
            wall = Math.Max(wall, (Length >> 20) / Stopwatch.GetElapsedTime(start).TotalSeconds);
            processor = Math.Max(processor, (Length >> 20) / used.TotalSeconds);
            allocated = (GC.GetTotalAllocatedBytes() - before) / (1024.0 * 1024.0);
        }

        Console.WriteLine($"| {name} | {wall:F0} | {processor:F0} | {(name.StartsWith("gpg", StringComparison.Ordinal) ? "" : $"{allocated:F1}")} |");
    }

    private static async Task<TimeSpan> OwnAsync(Func<Task> work)
    {
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        await work();
        process.Refresh();
        return process.TotalProcessorTime - before;
    }

    private static Task Feed(MemoryStream content, Stream destination) =>
        destination.WriteAsync(content.GetBuffer().AsMemory(0, (int)content.Length)).AsTask();

    private static Task Drain(Stream source) => source.CopyToAsync(Stream.Null, 1024 * 1024);

    private static async Task EncryptOursAsync(MemoryStream plaintext, Stream destination)
    {
        await using CompletableStream stream = Encryptor.OpenEncrypt(destination);
        await Feed(plaintext, stream);
        await stream.CompleteAsync();
    }

    private static async Task DecryptOursAsync(MemoryStream message)
    {
        message.Position = 0;
        await using Stream stream = Encryptor.OpenDecrypt(message);
        await Drain(stream);
    }

    private static Task EncryptBouncyCastle(MemoryStream plaintext)
    {
        PgpEncryptedDataGenerator generator = new(SymmetricKeyAlgorithmTag.Aes256, withIntegrityPacket: true, new SecureRandom());
        generator.AddMethodUtf8(Passphrase.ToCharArray(), HashAlgorithmTag.Sha256);
        using Stream encrypted = generator.Open(Stream.Null, new byte[1024 * 1024]);
        using Stream literal = new PgpLiteralDataGenerator().Open(encrypted, 'b', "", DateTime.UnixEpoch, new byte[1024 * 1024]);
        literal.Write(plaintext.GetBuffer(), 0, (int)plaintext.Length);
        return Task.CompletedTask;
    }

    private static Task DecryptBouncyCastle(MemoryStream message)
    {
        message.Position = 0;
        PgpEncryptedDataList list = (PgpEncryptedDataList)new PgpObjectFactory(message).NextPgpObject();
        PgpPbeEncryptedData data = (PgpPbeEncryptedData)list[0];
        using Stream clear = data.GetDataStreamUtf8(Passphrase.ToCharArray());
        PgpLiteralData literal = (PgpLiteralData)new PgpObjectFactory(clear).NextPgpObject();
        literal.GetInputStream().CopyTo(Stream.Null, 1024 * 1024);
        return data.Verify() ? Task.CompletedTask : throw new InvalidOperationException("BouncyCastle cannot verify the message.");
    }
}
