using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Wire;

namespace BackupSh.Storage.S3.Tests.Wire;

/// <summary>What goes wrong on the wire while an object is stored.</summary>
public sealed class UploadFaultTests(TestBucket bucket) : IClassFixture<TestBucket>
{
    private const string Name = "shop.2026-11-24_03-00-00.bin";

    // Source: Amazon's description of CompleteMultipartUpload: a failure can come after the status 200 was sent.
    private static readonly WireResponse ErrorIn200 =
        new(200, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>InternalError</Code><Message>We failed.</Message></Error>");

    private static readonly byte[] Small = ContentStream.Bytes(1000);
    private static readonly byte[] Large = ContentStream.Bytes((2 * WireBench.PartBytes) + 1000);

    [Fact]
    public async Task UploadAsync_PutIsStoredAndTheAnswerLost_SucceedsWithOneObject()
    {
        await using WireBench bench = new(bucket);
        bench.On(S3Call.Put, WireFault.LostAcknowledgement);

        StorageObject stored = await bench.UploadAsync(Name, Small);

        Assert.Equal((Name, Small.Length), (stored.Name, stored.SizeBytes));
        Assert.Equal(Small, Assert.Single(await bench.StoredAsync()).Value);
        Assert.Equal(1, bench.Proxy.FaultCount);
    }

    [Fact]
    public async Task UploadAsync_CompletionIsDoneAndTheAnswerLost_SucceedsWithOneObject()
    {
        await using WireBench bench = new(bucket);
        bench.On(S3Call.Complete, WireFault.LostAcknowledgement);

        StorageObject stored = await bench.UploadAsync(Name, Large);

        Assert.Equal((Name, Large.Length), (stored.Name, stored.SizeBytes));
        Assert.Equal(Large, Assert.Single(await bench.StoredAsync()).Value);
        Assert.Equal(0, await bench.UnfinishedAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UploadAsync_CompletionFails_LooksBeforeItRepeats(bool applied)
    {
        await using WireBench bench = new(bucket);
        WireResponse failure = new(500);
        bench.On(S3Call.Complete, applied ? WireFault.AnswerAfterApplying(failure) : WireFault.Answer(failure));

        await bench.UploadAsync(Name, Large);

        Assert.Equal(Large, Assert.Single(await bench.StoredAsync()).Value);
        Assert.Equal(applied ? 1 : 2, bench.Count(S3Call.Complete));
        int completed = bench.Proxy.Requests.ToList().FindIndex(request => S3Call.Complete.Matches(request));
        Assert.True(S3Call.Head.Matches(bench.Proxy.Requests[completed + 1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UploadAsync_CompletionFailsInASuccess_IsNotTakenForOne(bool applied)
    {
        await using WireBench bench = new(bucket);
        bench.On(S3Call.Complete, applied ? WireFault.AnswerAfterApplying(ErrorIn200) : WireFault.Answer(ErrorIn200));

        await bench.UploadAsync(Name, Large);

        Assert.Equal(Large, Assert.Single(await bench.StoredAsync()).Value);
    }

    [Fact]
    public async Task UploadAsync_CompletionFailsInASuccessForEver_FailsAndLeavesNothing()
    {
        await using WireBench bench = new(bucket);
        bench.On(S3Call.Complete, WireFault.Answer(ErrorIn200), times: int.MaxValue);

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => bench.UploadAsync(Name, Large));

        Assert.True(failure.IsTransient, failure.ToString());
        Assert.Empty(await bench.StoredAsync());
        Assert.Equal(0, await bench.UnfinishedAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task UploadAsync_PartFails_SendsItAgainFromMemory(int part)
    {
        await using WireBench bench = new(bucket);
        bench.On(S3Call.Part(part), WireFault.ResetRequest(CutPoint.Middle));
        bench.On(S3Call.Part(part), WireFault.Answer(new WireResponse(500)));
        ContentStream content = new(Large);

        await bench.UploadAsync(Name, content);

        Assert.Equal(Large, Assert.Single(await bench.StoredAsync()).Value);
        Assert.Equal(3, bench.Count(S3Call.Part(part)));
        Assert.Equal(Large.Length, bench.Proxy.Requests.Where(request => request.Query.ContainsKey("partNumber") && request.AnsweredStatus == 200)
            .Sum(request => request.Body.Length));
    }

    [Fact]
    public async Task UploadAsync_PartIsDamagedOnItsWay_IsSentAgain()
    {
        await using WireBench bench = new(bucket);
        bench.On(S3Call.Part(2), new WireFault("damaged part", async (exchange, token) =>
        {
            await exchange.ReceiveAsync(token);
            byte[] body = exchange.Request.Body.ToArray();
            body[100] ^= 1;
            await exchange.SendAsync(await exchange.ForwardAsync(body, token), token);
        }));

        await bench.UploadAsync(Name, Large);

        Assert.Equal(Large, Assert.Single(await bench.StoredAsync()).Value);
        Assert.Equal(2, bench.Count(S3Call.Part(2)));
    }

    [Fact]
    public async Task UploadAsync_ServerIgnoresTheCondition_IsNotCreateOnly()
    {
        await using WireBench bench = new(bucket, options => options.CreateOnly = S3CreateOnly.Auto);

        // What Ceph does with the condition on a completion, done to the one on a put, too.
        bench.On(S3Call.Put, new WireFault("ignored condition", async (exchange, token) =>
        {
            WireResponse answer = await exchange.ForwardAsync(token);
            await exchange.SendAsync(answer.Status == 412 ? new WireResponse(200).With("ETag", "\"d41d8cd98f00b204e9800998ecf8427e\"") : answer, token);
        }), times: int.MaxValue);

        await bench.UploadAsync(Name, Small);

        Assert.Null(((IBackupStorage)bench.Storage).GetAbility<ICreateOnlyStorage>());
        await Assert.ThrowsAsync<StorageObjectExistsException>(() => bench.UploadAsync(Name, [1]));
        Assert.Equal(Small, Assert.Single(await bench.StoredAsync()).Value);
    }

    [Fact]
    public async Task UploadAsync_TokenExpiresBetweenParts_IsRenewedOnceAndGoesOn()
    {
        int asked = 0;
        await using WireBench bench = new(bucket, options =>
        {
            (string id, Secret secret) = (options.AccessKeyId!, options.SecretAccessKey!);
            (options.AccessKeyId, options.SecretAccessKey, options.PartsInFlight) = (null, null, 1);
            options.CredentialsProvider = (_, _) =>
            {
                asked++;
                return Task.FromResult(new S3Credentials(id, secret));
            };
        });
        bench.On(S3Call.Part(2), WireFault.Answer(new WireResponse(400, "<Error><Code>ExpiredToken</Code><Message>Expired.</Message></Error>")));

        await bench.UploadAsync(Name, Large);

        Assert.Equal(Large, Assert.Single(await bench.StoredAsync()).Value);
        Assert.Equal(2, asked);
        Assert.Equal(2, bench.Count(S3Call.Part(2)));
    }

    [Fact]
    public async Task UploadAsync_AnswerNeverComes_GivesUpAndTriesAgain()
    {
        await using WireBench bench = new(bucket);
        bench.On(S3Call.Put, WireFault.Hang);

        await bench.UploadAsync(Name, Small);

        Assert.Equal(Small, Assert.Single(await bench.StoredAsync()).Value);
        Assert.Equal(2, bench.Count(S3Call.Put));
    }

    [Fact]
    public async Task UploadAsync_ContentFailsBetweenParts_RemovesWhatWasSent()
    {
        await using WireBench bench = new(bucket);
        IOException failure = new("The dump broke.");

        IOException thrown = await Assert.ThrowsAsync<IOException>(
            () => bench.UploadAsync(Name, ContentStream.FailingAt(WireBench.PartBytes + 10, Large, failure)));

        Assert.Same(failure, thrown);
        Assert.Empty(await bench.StoredAsync());
        Assert.Equal(0, await bench.UnfinishedAsync());
    }
}
