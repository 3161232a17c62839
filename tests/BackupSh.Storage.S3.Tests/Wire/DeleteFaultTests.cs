using System.Text;
using Amazon.S3.Model;
using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport.Wire;

namespace BackupSh.Storage.S3.Tests.Wire;

/// <summary>What goes wrong on the wire while objects are deleted: one true outcome per name.</summary>
public sealed class DeleteFaultTests(TestBucket bucket) : IClassFixture<TestBucket>
{
    private static readonly string[] Names = ["a", "b", "c"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeleteAsync_ServerRefusesOneName_SaysSoForThatOne()
    {
        await using WireBench bench = await SeededAsync();
        bench.On(S3Call.DeleteBatch, new WireFault("refusal of b", async (exchange, token) =>
        {
            await exchange.ReceiveAsync(token);
            string key(string name) => $"<Key>{bench.Prefix}/{name}</Key>";
            await bucket.Client.DeleteObjectAsync(bucket.Name, $"{bench.Prefix}/a", token);
            await bucket.Client.DeleteObjectAsync(bucket.Name, $"{bench.Prefix}/c", token);
            string body = $"<DeleteResult><Deleted>{key("a")}</Deleted><Error>{key("b")}<Code>AccessDenied</Code><Message>No.</Message></Error>"
                + $"<Deleted>{key("c")}</Deleted></DeleteResult>";
            await exchange.SendAsync(new WireResponse(200, body), token);
        }));

        IReadOnlyList<DeleteOutcome> outcomes = await bench.Storage.DeleteAsync(Names, Token);

        Assert.Equal([DeleteStatus.Deleted, DeleteStatus.Failed, DeleteStatus.Deleted], outcomes.Select(outcome => outcome.Status));
        Assert.Equal("BSH0271", outcomes[1].Error?.Code);
        Assert.Equal(["b"], await bench.NamesAsync());
    }

    [Fact]
    public async Task DeleteAsync_AnswerForgetsNames_DoesNotGuess()
    {
        await using WireBench bench = await SeededAsync();
        bench.On(S3Call.DeleteBatch, WireFault.Answer(new WireResponse(200, "<DeleteResult></DeleteResult>")));

        IReadOnlyList<DeleteOutcome> outcomes = await bench.Storage.DeleteAsync(Names, Token);

        Assert.All(outcomes, outcome => Assert.Equal(DeleteStatus.Deleted, outcome.Status));
        Assert.Empty(await bench.NamesAsync());
    }

    [Fact]
    public async Task DeleteAsync_DoneAndTheAnswerLost_IsDone()
    {
        await using WireBench bench = await SeededAsync();
        bench.On(S3Call.DeleteBatch, WireFault.LostAcknowledgement);

        IReadOnlyList<DeleteOutcome> outcomes = await bench.Storage.DeleteAsync(Names, Token);

        Assert.All(outcomes, outcome => Assert.Equal(DeleteStatus.Deleted, outcome.Status));
        Assert.Empty(await bench.NamesAsync());
    }

    [Fact]
    public async Task DeleteAsync_ObjectIsLocked_IsRetainedWithTheReason()
    {
        string locked = $"locked-{Guid.NewGuid():N}";
        await bucket.Client.PutBucketAsync(new PutBucketRequest { BucketName = locked, ObjectLockEnabledForBucket = true }, Token);
        DateTimeOffset until = TimeProvider.System.GetUtcNow().AddMinutes(10);
        await using WireBench bench = new(bucket, options => (options.BucketName, options.ObjectLock) = (locked, S3ObjectLock.Compliance));
        UploadOptions upload = new() { RunId = "run-1", RetainUntil = until };
        await bench.Storage.UploadAsync("a", new MemoryStream("locked"u8.ToArray()), upload, Token);

        DeleteOutcome outcome = Assert.Single(await bench.Storage.DeleteAsync(["a"], Token));

        Assert.Equal((DeleteStatus.Retained, "BSH0267"), (outcome.Status, outcome.Error?.Code));
        Assert.Equal("locked", Encoding.ASCII.GetString(await bench.ReadAsync("a")));
    }

    private async Task<WireBench> SeededAsync()
    {
        WireBench bench = new(bucket);
        foreach (string name in Names)
        {
            await bench.PutDirectlyAsync(name, [1]);
        }

        return bench;
    }
}
