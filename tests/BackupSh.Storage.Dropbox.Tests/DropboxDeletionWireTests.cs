using BackupSh.Testing.Dropbox;
using BackupSh.Testing.Wire;

namespace BackupSh.Storage.Dropbox.Tests;

public sealed class DropboxDeletionWireTests
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task DeleteAsync_AcknowledgementIsLost_SaysDeleted(int count)
    {
        await using DropboxFixture dropbox = await StartAsync();
        dropbox.Wire.On(request => request.Path is "/2/files/delete_v2" or "/2/files/delete_batch").First(1).AfterIsApplied().Reset();

        IReadOnlyList<DeleteOutcome> outcomes = await dropbox.Open().DeleteAsync(Names[..count], Token);

        Assert.All(outcomes, outcome => Assert.Equal(DeleteStatus.Deleted, outcome.Status));
        Assert.Equal(Names.Length - count, dropbox.Server.Paths.Count);
    }

    [Fact]
    public async Task DeleteAsync_SomeNamesFail_TellsEach()
    {
        await using DropboxFixture dropbox = await StartAsync(polls: 0);
        dropbox.Wire.On(request =>
        {
            bool isDeletion = request.Path == "/2/files/delete_batch";
            if (isDeletion)
            {
                // Somebody replaces one and takes another away, after we have looked.
                dropbox.Server.Put(DropboxFixture.PathOf("b"), [2]);
                dropbox.Server.Remove(DropboxFixture.PathOf("c"));
            }

            return isDeletion;
        }).AtResponseByte(0).WaitFor(Task.CompletedTask);

        IReadOnlyList<DeleteOutcome> outcomes = await dropbox.Open().DeleteAsync([.. Names, "missing"], Token);

        Assert.Equal(
            [DeleteStatus.Deleted, DeleteStatus.Failed, DeleteStatus.NotFound, DeleteStatus.Deleted, DeleteStatus.Deleted, DeleteStatus.NotFound],
            outcomes.Select(outcome => outcome.Status));
        Assert.Equal("BSH0923", outcomes[1].Error?.Code);
        Assert.Equal([DropboxFixture.PathOf("b")], dropbox.Server.Paths);
    }

    [Theory]
    [InlineData(3, DeleteStatus.Deleted)]
    [InlineData(1000, DeleteStatus.Failed)]
    public async Task DeleteAsync_InTheBackground_IsAskedAboutWithinItsTime(int polls, DeleteStatus expected)
    {
        await using DropboxFixture dropbox = await StartAsync(polls);

        IReadOnlyList<DeleteOutcome> outcomes = await dropbox.Open().DeleteAsync(Names, Token);

        Assert.All(outcomes, outcome => Assert.Equal(expected, outcome.Status));
        Assert.Equal(expected == DeleteStatus.Failed ? "BSH0924" : null, outcomes[0].Error?.Code);
        Assert.InRange(dropbox.Time.Waits.Sum(wait => wait.TotalSeconds), 0, 300);
    }

    [Fact]
    public async Task DeleteAsync_TooManyWritesForOneName_IsDeletedByItself()
    {
        await using DropboxFixture dropbox = await StartAsync(polls: 0);
        const string busy = """{".tag":"failure","failure":{".tag":"too_many_write_operations"}}""";
        dropbox.Wire.On("/2/files/delete_batch").Answer(new WireAnswer(200)
        {
            ContentType = "application/json",
            Body = $$"""{".tag":"complete","entries":[{{busy}},{{busy}},{{busy}},{{busy}},{{busy}}]}""",
        });

        IReadOnlyList<DeleteOutcome> outcomes = await dropbox.Open().DeleteAsync(Names, Token);

        Assert.All(outcomes, outcome => Assert.Equal(DeleteStatus.Deleted, outcome.Status));
        Assert.Empty(dropbox.Server.Paths);
    }

    [Fact]
    public async Task DeleteAsync_ResultsAreMissing_Throws()
    {
        await using DropboxFixture dropbox = await StartAsync();
        dropbox.Wire.On("/2/files/delete_batch/check").Answer(new WireAnswer(200)
        {
            ContentType = "application/json",
            Body = """{".tag":"complete","entries":[]}""",
        });

        Assert.Equal("BSH0918", (await Assert.ThrowsAsync<StorageException>(() => dropbox.Open().DeleteAsync(Names, Token))).Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task DeleteAsync_FolderOfThatName_IsLeftAlone(int count)
    {
        await using DropboxFixture dropbox = await StartAsync();
        dropbox.Server.Put(DropboxFixture.PathOf("folder/precious"), [1]);

        IReadOnlyList<DeleteOutcome> outcomes = await dropbox.Open().DeleteAsync([.. Names[..(count - 1)], "folder"], Token);

        Assert.Equal(DeleteStatus.NotFound, outcomes[^1].Status);
        Assert.Contains(DropboxFixture.PathOf("folder/precious"), dropbox.Server.Paths);
    }

    private static async Task<DropboxFixture> StartAsync(int polls = 1)
    {
        DropboxFixture dropbox = await DropboxFixture.StartAsync(
            Token, time => new DropboxServerOptions { TimeProvider = time, PollsUntilDeleted = polls });
        foreach (string name in Names)
        {
            dropbox.Server.Put(DropboxFixture.PathOf(name), [1]);
        }

        return dropbox;
    }
}
