using BackupSh.Storage;
using BackupSh.Testing;

namespace Snippets;

/// <summary>The tests that <c>CONTRIBUTING.md</c> shows.</summary>
public sealed class GoodTest
{
    private static readonly UploadOptions Options = new() { RunId = "run" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Good: the condition and the outcome are in the name, and the outcome is what somebody relies on.
    [Fact]
    public async Task UploadAsync_ContentThrows_ListsNothing()
    {
        InMemoryStorage storage = new();

        await Assert.ThrowsAsync<IOException>(() => storage.UploadAsync("a", new FailingStream(), Options, Token));

        Assert.Empty(await storage.ListAsync("", Token).ToListAsync(Token));
    }

    private sealed class FailingStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("The disk is gone.");
    }
}
