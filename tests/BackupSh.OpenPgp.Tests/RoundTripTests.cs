using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.OpenPgp.Tests;

/// <summary>What was encrypted decrypts to itself, however it is cut into pieces.</summary>
public sealed class RoundTripTests
{
    private static readonly OpenPgpKeys Keys = new() { Passphrase = "round trip", ReadingPassphrases = ["round trip"] };

    [Fact]
    public void OpenDecrypt_AnyPieces_GivesThePlaintext()
    {
        Gen<int> piece = Gen.OneOf(Gen.Choose(0, 40), Gen.Choose(65_500, 65_600), Gen.Choose(0, 300_000));
        Prop.ForAll(piece.ListOf().Select(pieces => pieces.Take(12).ToList()).ToArbitrary(), pieces =>
        {
            byte[] plaintext = Message.Bytes(pieces.Sum());
            return Message.Decrypt(Keys, EncryptInPieces(plaintext, pieces)).AsSpan().SequenceEqual(plaintext);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void OpenEncrypt_AnyPieces_GivesTheSameMessage()
    {
        byte[] plaintext = Message.Bytes(700_000);
        byte[] atOnce = EncryptInPieces(plaintext, [plaintext.Length]);
        Prop.ForAll(Gen.Choose(1, 90_000).ListOf(20).ToArbitrary(), pieces =>
            EncryptInPieces(plaintext, [.. pieces, plaintext.Length]).AsSpan().SequenceEqual(atOnce))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public async Task OpenEncrypt_SyncAndAsync_GiveTheSameMessage()
    {
        byte[] plaintext = Message.Bytes(700_000);
        using MemoryStream destination = new();
        await using CompletableStream stream = Encryptor().OpenEncrypt(destination);
        await stream.WriteAsync(plaintext.AsMemory(0, 300_000), TestContext.Current.CancellationToken);
        await stream.WriteAsync(plaintext.AsMemory(300_000), TestContext.Current.CancellationToken);
        await stream.CompleteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(EncryptInPieces(plaintext, [plaintext.Length]), destination.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(65_537)]
    public async Task OpenDecrypt_SourceGivesPieces_GivesThePlaintext(int piece)
    {
        byte[] plaintext = Message.Bytes(200_000);
        byte[] message = EncryptInPieces(plaintext, [plaintext.Length]);
        using MemoryStream asynchronous = new();
        await using Stream stream = Encryptor().OpenDecrypt(new PiecewiseStream(message, piece, SourceKind.AsyncOnly));

        await stream.CopyToAsync(asynchronous, TestContext.Current.CancellationToken);

        Assert.Equal(plaintext, asynchronous.ToArray());
        Assert.Equal(plaintext, Message.Decrypt(Keys, new PiecewiseStream(message, piece, SourceKind.SyncOnly)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_OneByteAtATime_GivesThePlaintext(bool span)
    {
        byte[] plaintext = Message.Bytes(3000);
        using MemoryStream source = new(EncryptInPieces(plaintext, [plaintext.Length]));
        using Stream stream = Encryptor().OpenDecrypt(source);
        byte[] octet = new byte[1];
        List<byte> read = [];
        while ((span ? stream.Read(octet.AsSpan()) : stream.Read(octet, 0, 1)) == 1)
        {
            read.Add(octet[0]);
        }

        Assert.Equal(plaintext, read);
        Assert.Equal(0, stream.Read(octet, 0, 1));
    }

    private static byte[] EncryptInPieces(byte[] plaintext, IEnumerable<int> pieces)
    {
        using MemoryStream destination = new();
        using CompletableStream stream = Encryptor().OpenEncrypt(destination);
        int offset = 0;
        foreach (int piece in pieces)
        {
            int count = Math.Min(piece, plaintext.Length - offset);
            stream.Write(plaintext, offset, count);
            offset += count;
        }

        stream.CompleteAsync().AsTask().GetAwaiter().GetResult();
        return destination.ToArray();
    }

    private static OpenPgpEncryptor Encryptor() => new(Keys, TimeProvider.System, new FixedRandom().Fill, codedCount: 0);
}
