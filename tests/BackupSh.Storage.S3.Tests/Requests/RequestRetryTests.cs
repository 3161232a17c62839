using BackupSh.Shared;
using BackupSh.TestSupport.Wire;

namespace BackupSh.Storage.S3.Tests.Requests;

public sealed class RequestRetryTests
{
    private readonly JumpingClock _time = new();
    private readonly List<RetryNotice> _notices = [];
    private readonly List<RequestAttempt> _attempts = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_FirstAttemptSucceeds_WaitsAndTellsNothing()
    {
        Assert.Equal(1, await RunAsync(_ => RequestFailure.Retry(), failures: 0));

        Assert.Empty(_time.Waits);
        Assert.Empty(_notices);
    }

    [Fact]
    public async Task RunAsync_FailsTwice_SucceedsAtTheThird()
    {
        Assert.Equal(3, await RunAsync(_ => RequestFailure.Retry(), failures: 2));

        Assert.Equal([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)], _time.Waits);
        Assert.Equal([1, 2], _notices.Select(notice => notice.Attempt));
    }

    [Fact]
    public async Task RunAsync_AlwaysFails_ThrowsTheLastAfterEightAttempts()
    {
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(_ => RequestFailure.Retry()));

        Assert.Equal("8", exception.Message);
        Assert.Equal(7, _notices.Count);
    }

    [Fact]
    public async Task RunAsync_FinalFailure_ThrowsAtOnce()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(_ => RequestFailure.Final));

        Assert.Single(_attempts);
        Assert.Empty(_notices);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_OtherConnectionOrCredentials_TriesOnceAtOnce(bool connection)
    {
        RequestFailure verdict = connection ? RequestFailure.RetryOnFreshConnection : RequestFailure.RetryWithNewCredentials;

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(_ => verdict));

        Assert.Equal([RequestAttempt.First, new RequestAttempt(2, connection, !connection)], _attempts);
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task RunAsync_TotalTimeIsOver_StartsNoFurtherAttempt()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(_ => RequestFailure.Retry(TimeSpan.FromMinutes(8))));

        Assert.Equal([TimeSpan.FromMinutes(8)], _time.Waits);
    }

    [Fact]
    public async Task RunAsync_BudgetIsSpent_FailsAtTheFirstAttempt()
    {
        RequestRetry retry = New(RetryLimits.Default with { FirstDelay = TimeSpan.Zero });
        int operations = 0;
        do
        {
            _attempts.Clear();
            await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(_ => RequestFailure.Retry(), retry: retry));
        }
        while (++operations < 20);

        Assert.Single(_attempts);
        Assert.Equal(RetryBudget.Capacity, _notices.Count);
        _time.Advance(RetryBudget.Refill);
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(_ => RequestFailure.Retry(), retry: retry));
        Assert.Equal(RetryBudget.Capacity + 1, _notices.Count);
    }

    [Fact]
    public async Task RunAsync_CancelledWhileWaiting_ThrowsCancellation()
    {
        using CancellationTokenSource source = new();
        Microsoft.Extensions.Time.Testing.FakeTimeProvider time = new();
        RequestRetry retry = new(RetryLimits.Default, time, _ => source.CancelAfter(0), static () => 1);

        Task<int> run = retry.RunAsync<int>("x", (_, _) => throw new InvalidOperationException(), _ => RequestFailure.Retry(), source.Token);

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(source.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task RunAsync_CancelledBefore_TriesNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            New(RetryLimits.Default).RunAsync("x", AttemptAsync, _ => RequestFailure.Final, new CancellationToken(true)));

        Assert.Empty(_attempts);
    }

    [Fact]
    public async Task RunAsync_CancellationOfSomebodyElse_IsAFailureLikeOthers()
    {
        int attempts = 0;
        int result = await New(RetryLimits.Default).RunAsync(
            "x",
            (_, _) => ++attempts == 1 ? throw new TaskCanceledException() : Task.FromResult(attempts),
            _ => RequestFailure.Retry(),
            Token);

        Assert.Equal(2, result);
    }

    [Fact]
    public async Task ResumeAsync_AfterAFailure_CountsItAsTheFirstAttempt()
    {
        RequestRetry retry = New(RetryLimits.Default);

        int number = await retry.ResumeAsync(
            "x", new InvalidOperationException(), (attempt, _) => Task.FromResult(attempt.Number), _ => RequestFailure.Retry(), Token);

        Assert.Equal(2, number);
        Assert.Single(_time.Waits);
    }

    private RequestRetry New(RetryLimits limits) => new(limits, _time, _notices.Add, static () => 1);

    private Task<int> AttemptAsync(RequestAttempt attempt, CancellationToken cancellationToken)
    {
        _attempts.Add(attempt);
        return Task.FromResult(attempt.Number);
    }

    private Task<int> RunAsync(Func<Exception, RequestFailure> classify, int failures = int.MaxValue, RequestRetry? retry = null) =>
        (retry ?? New(RetryLimits.Default)).RunAsync(
            "x",
            (attempt, token) =>
            {
                Task<int> done = AttemptAsync(attempt, token);
                return attempt.Number > failures ? done : throw new InvalidOperationException($"{attempt.Number}");
            },
            classify,
            Token);
}
