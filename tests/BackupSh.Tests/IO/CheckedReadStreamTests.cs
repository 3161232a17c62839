using System.Security.Cryptography;
using BackupSh.IO;
using BackupSh.TestSupport;

namespace BackupSh.Tests.IO;

public sealed class CheckedReadStreamTests
{
    private static readonly byte[] Content = ContentStream.Bytes(10_000);
    private static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(Content));

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_000, false)]
    [InlineData(null, true)]
    [InlineData(null, false)]
    public async Task ReadAsync_AsExpected_ReachesTheEnd(int? bytes, bool hash)
    {
        await using CheckedReadStream stream = Open(Content, bytes, hash ? Sha256 : null);
        using MemoryStream read = new();

        await stream.CopyToAsync(read, TestContext.Current.CancellationToken);

        Assert.Equal(Content, read.ToArray());
        Assert.Equal(0, await stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(9_999, "it goes on after the 9999 bytes that it should have")]
    [InlineData(0, "it goes on after the 0 bytes that it should have")]
    [InlineData(10_001, "it has 10000 bytes instead of 10001")]
    public async Task ReadAsync_OtherLength_SaysSoEachTime(int bytes, string what)
    {
        await using CheckedReadStream stream = Open(Content, bytes, Sha256);

        for (int attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(what, (await Assert.ThrowsAsync<InvalidDataException>(() => stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken))).Message);
        }
    }

    [Fact]
    public async Task ReadAsync_OtherHash_SaysTheSameEachTime()
    {
        await using CheckedReadStream stream = Open([.. Content[..^1], 0xFF], 10_000, Sha256);

        string first = (await Assert.ThrowsAsync<InvalidDataException>(() => stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken))).Message;
        string second = (await Assert.ThrowsAsync<InvalidDataException>(() => stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken))).Message;

        Assert.EndsWith($"instead of {Sha256}", first, StringComparison.Ordinal);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task ReadAsync_EndlessAnswer_StopsAtTheExpectedSize()
    {
        ContentStream endless = new(new byte[1_000_000]) { ReadLimit = 1000 };
        await using CheckedReadStream stream = Open(endless, 5_000, null);
        using MemoryStream read = new();

        await Assert.ThrowsAsync<InvalidDataException>(() => stream.CopyToAsync(read, TestContext.Current.CancellationToken));

        Assert.Equal(5_000, read.Length);
        Assert.Equal(6, endless.ReadCount);
    }

    [Fact]
    public async Task ReadAsync_EmptyBuffer_ChecksNothingYet()
    {
        await using CheckedReadStream stream = Open(Content, 1, null);

        Assert.Equal(0, await stream.ReadAsync(Memory<byte>.Empty, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Read_Synchronously_ChecksTheSame()
    {
        using CheckedReadStream stream = Open(Content, 10_001, null);

        Assert.Throws<InvalidDataException>(() => stream.CopyTo(Stream.Null));
    }

    private static CheckedReadStream Open(byte[] content, long? bytes, string? sha256) => Open(new ContentStream(content), bytes, sha256);

    private static CheckedReadStream Open(ContentStream content, long? bytes, string? sha256) =>
        new(content, bytes, sha256, static what => new InvalidDataException(what));
}
