using System.Text;
using BackupSh.Sources;
using CustomSource;

namespace BackupSh.Samples.Tests;

public sealed class KeyValueSourceTests
{
    private static readonly SourceRequest Request = new() { RunId = "run-1" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteToAsync_Entries_AreLinesBetweenHeaderAndEnd()
    {
        KeyValueStore store = new();
        store.Set("settings", "b", "2");
        store.Set("settings", "a", "1");
        using MemoryStream dump = new();

        await new KeyValueSource("kv", store, "settings").WriteToAsync(dump, Request, Token);

        Assert.Equal(
            """
            {"key-value":1}
            {"k":"a","v":"1"}
            {"k":"b","v":"2"}
            {"end":2}

            """.ReplaceLineEndings("\n"),
            Encoding.UTF8.GetString(dump.ToArray()));
    }

    [Fact]
    public async Task WriteToAsync_ApplicationWritesMeanwhile_IsTheMomentOfItsStart()
    {
        KeyValueStore store = new();
        for (int i = 0; i < 5000; i++)
        {
            store.Set("settings", $"{i:D4}", new string('x', 50));
        }

        using WritingDestination destination = new(() => store.Set("settings", "late", "yes"));

        await new KeyValueSource("kv", store, "settings").WriteToAsync(destination, Request, Token);

        Assert.True(destination.Writes > 1, "The dump is one write: nothing could be written meanwhile.");
        Assert.DoesNotContain("late", Encoding.UTF8.GetString(destination.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_DatabaseIsMissing_IsAnError() =>
        await Assert.ThrowsAsync<BackupSourceException>(() => new KeyValueSource("kv", new KeyValueStore(), "settings").WriteToAsync(new MemoryStream(), Request, Token));

    [Theory]
    [InlineData("{\"key-value\":1}\n{\"k\":\"a\",\"v\":\"1\"}\n")]
    [InlineData("{\"key-value\":1}\n{\"end\":1}\n")]
    [InlineData("{\"key-value\":\"1\"}\n{\"end\":0}\n")]
    [InlineData("{\"key-value\":2}\n{\"end\":0}\n")]
    [InlineData("{\"key-value\":1}\n{\"end\":0}\n{\"k\":\"a\",\"v\":\"1\"}\n")]
    [InlineData("{\"key-value\":1}\n{\"k\":\"a\"}\n{\"end\":1}\n")]
    [InlineData("{\"key-value\":1}\n[]\n{\"end\":0}\n")]
    public async Task RestoreAsync_CutOrForeignLines_MakeNothing(string content)
    {
        KeyValueStore store = new();
        RestoreRequest request = new() { Target = "restored", Time = DateTimeOffset.UnixEpoch };

        await Assert.ThrowsAsync<BackupSourceException>(
            () => new KeyValueSource("kv", store, null).RestoreAsync(new MemoryStream(Encoding.UTF8.GetBytes(content)), request, Token));

        Assert.Null(store.Find("restored"));
    }

    private sealed class WritingDestination(Action meanwhile) : MemoryStream
    {
        internal int Writes { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            meanwhile();
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
