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
        Console.WriteLine("| | BackupSh MiB/s | BouncyCastle | gpg | BackupSh : BouncyCastle | BackupSh : gpg | allocated BackupSh / BouncyCastle, MiB |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        await ReportAsync(
            "encrypt",
            () => EncryptOursAsync(plaintext, Stream.Null),
            () => EncryptBouncyCastle(plaintext),
            () => gpg.RunAsync(["--symmetric", "--cipher-algo", "AES256", "--compress-algo", "none"], s => Feed(plaintext, s), Drain));
        await ReportAsync(
            "decrypt",
            () => DecryptOursAsync(message),
            () => DecryptBouncyCastle(message),
            () => gpg.RunAsync(["--decrypt"], s => Feed(message, s), Drain));
    }

    private static async Task ReportAsync(string name, Func<Task> ours, Func<Task> bouncyCastle, Func<Task> gpg)
    {
        (double speed, double allocated) us = await MeasureAsync(ours);
        (double speed, double allocated) them = await MeasureAsync(bouncyCastle);
        (double speed, _) = await MeasureAsync(gpg);
        Console.WriteLine(
            $"| {name} | {us.speed:F0} | {them.speed:F0} | {speed:F0} | {us.speed / them.speed:F1} | {us.speed / speed:F1} | {us.allocated:F1} / {them.allocated:F1} |");
    }

    private static async Task<(double MebibytesPerSecond, double AllocatedMebibytes)> MeasureAsync(Func<Task> work)
    {
        double best = 0;
        double allocated = 0;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetTotalAllocatedBytes();
            long start = Stopwatch.GetTimestamp();
            await work();
            best = Math.Max(best, (Length >> 20) / Stopwatch.GetElapsedTime(start).TotalSeconds);
            allocated = (GC.GetTotalAllocatedBytes() - before) / (1024.0 * 1024.0);
        }

        return (best, allocated);
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
