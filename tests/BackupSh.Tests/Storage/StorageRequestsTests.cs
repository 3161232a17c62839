using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Storage;

public sealed class StorageRequestsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task ReadAsync_AnswerAndLimitRace_GivesTheAnswerOrAStorageError()
    {
        StorageRequests requests = new("memory", new InMemoryStorage(), Limit, _time);
        for (int attempt = 0; attempt < 2000; attempt++)
        {
            TaskCompletionSource gate = new();
            await using ContentStream content = new([1]) { Gate = gate.Task };
            Task<int> reading = requests.ReadAsync("object", content, new byte[1], TestContext.Current.CancellationToken);
            await content.GateReached;

            Task answering = Task.Run(gate.SetResult, TestContext.Current.CancellationToken);
            _time.Advance(Limit);
            await answering;

            Exception? exception = await Record.ExceptionAsync(() => reading);
            Assert.True(exception is null or StorageException { Code: "BSH0511" }, exception?.ToString());
        }

    }

    [Fact]
    public async Task ReadAsync_RequestTimesOutByItself_KeepsItsOwnError()
    {
        StorageRequests requests = new("memory", new InMemoryStorage(), Limit, _time);
        TimeoutException own = new("the client's own");
        await using ContentStream content = ContentStream.FailingAt(0, [1], own);

        Assert.Same(own, await Assert.ThrowsAsync<TimeoutException>(
            () => requests.ReadAsync("object", content, new byte[1], TestContext.Current.CancellationToken)));
    }
}
