using System.Net;

namespace BackupSh.Storage.Dropbox;

/// <summary>Deletes files, each in the revision that was looked at: never a folder, and nothing that has changed meanwhile.</summary>
internal sealed class DropboxDeletion(DropboxClient client, DropboxFolder folder, DropboxListing listing)
{
    // So few are looked up one by one; for more, the listing is cheaper.
    private const int MostSingle = 3;

    private static readonly TimeSpan FirstPoll = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(10);

    internal async Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        await folder.RequireAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, DeleteOutcome> outcomes = new(StringComparer.Ordinal);
        if (names.Count <= MostSingle)
        {
            foreach (string name in names.Distinct(StringComparer.Ordinal))
            {
                outcomes[name] = await DeleteOneAsync(name, cancellationToken).ConfigureAwait(false);
            }

            return [.. names.Select(name => outcomes[name])];
        }

        // Names that differ in case only are one file: its first name deletes it.
        Dictionary<string, string> revisions = (await listing.ListAsync(cancellationToken).ConfigureAwait(false))
            .ToDictionary(found => found.Name, found => found.Version!, StringComparer.OrdinalIgnoreCase);
        List<(string Name, string Rev)> found = [];
        foreach (string name in names.Distinct(StringComparer.Ordinal))
        {
            if (revisions.Remove(name, out string? rev))
            {
                found.Add((name, rev));
            }
            else
            {
                outcomes[name] = new DeleteOutcome(name, DeleteStatus.NotFound);
            }
        }

        foreach ((string Name, string Rev)[] batch in found.Chunk(DropboxLimits.DeleteBatchEntries))
        {
            await DeleteBatchAsync(batch, outcomes, cancellationToken).ConfigureAwait(false);
        }

        return [.. names.Select(name => outcomes[name])];
    }

    private static DropboxFailure? FailureOf(BatchResult? result) => result?.Tag switch
    {
        "success" => null,
        "failure" => DropboxFailure.Parse(HttpStatusCode.Conflict, result.Failure, null),
        _ => new DropboxFailure(HttpStatusCode.OK, "", "a deletion does not say what became of a name"),
    };

    private async Task<DeleteOutcome> DeleteOneAsync(string name, CancellationToken cancellationToken)
    {
        Entry? entry = await client.FindAsync(folder.PathOf(name), name, cancellationToken).ConfigureAwait(false);
        return entry is { Tag: "file", Rev: { } rev }
            ? await DeleteOneAsync(name, rev, cancellationToken).ConfigureAwait(false)
            : new DeleteOutcome(name, DeleteStatus.NotFound);
    }

    private async Task<DeleteOutcome> DeleteOneAsync(string name, string rev, CancellationToken cancellationToken)
    {
        int attempts = 0;
        try
        {
            await client.RunAsync(
                "files/delete_v2",
                name,
                attempt =>
                {
                    attempts = attempt.Number;
                    return client.CallOnceAsync(
                        attempt,
                        "files/delete_v2",
                        new DeleteArgument(folder.PathOf(name), rev),
                        DropboxJson.Default.DeleteArgument,
                        DropboxJson.Default.MetadataAnswer);
                },
                cancellationToken).ConfigureAwait(false);
            return new DeleteOutcome(name, DeleteStatus.Deleted);
        }
        catch (StorageObjectNotFoundException)
        {
            return await ConfirmAsync(name, wasRepeated: attempts > 1, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException exception) when (exception.InnerException is DropboxFailure { Status: HttpStatusCode.Conflict } failure)
        {
            return new DeleteOutcome(name, DeleteStatus.Failed, client.Errors.Refusal(failure, name));
        }
    }

    private async Task DeleteBatchAsync(
        (string Name, string Rev)[] batch, Dictionary<string, DeleteOutcome> outcomes, CancellationToken cancellationToken)
    {
        int attempts = 0;
        DeleteBatchArgument argument = new([.. batch.Select(item => new DeleteArgument(folder.PathOf(item.Name), item.Rev))]);
        BatchAnswer answer = await client.RunAsync(
            "files/delete_batch",
            null,
            attempt =>
            {
                attempts = attempt.Number;
                return client.CallOnceAsync(
                    attempt, "files/delete_batch", argument, DropboxJson.Default.DeleteBatchArgument, DropboxJson.Default.BatchAnswer);
            },
            cancellationToken).ConfigureAwait(false);
        IReadOnlyList<BatchResult?>? results = await AwaitAsync(answer, cancellationToken).ConfigureAwait(false);
        if (results is not null && results.Count != batch.Length)
        {
            throw client.Errors.StrangeAnswer("a deletion does not tell what became of each name");
        }

        for (int index = 0; index < batch.Length; index++)
        {
            (string name, string rev) = batch[index];
            outcomes[name] = results is null
                ? new DeleteOutcome(name, DeleteStatus.Failed, client.Errors.DeletionUnfinished())
                : await JudgeAsync(name, rev, FailureOf(results[index]), attempts > 1, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Looks again: the file was there a moment ago, so the answer that it is missing may be about another name.</summary>
    private async Task<DeleteOutcome> ConfirmAsync(string name, bool wasRepeated, CancellationToken cancellationToken)
    {
        if (await client.FindAsync(folder.PathOf(name), name, cancellationToken).ConfigureAwait(false) is { Tag: "file" })
        {
            return new DeleteOutcome(
                name, DeleteStatus.Failed, client.Errors.StrangeAnswer($"'{name}' was said to be missing, and is there").Error);
        }

        // Gone: by us, if an earlier attempt was applied and its answer lost.
        return new DeleteOutcome(name, wasRepeated ? DeleteStatus.Deleted : DeleteStatus.NotFound);
    }

    private async Task<DeleteOutcome> JudgeAsync(
        string name, string rev, DropboxFailure? failure, bool wasRepeated, CancellationToken cancellationToken)
    {
        if (failure is null)
        {
            return new DeleteOutcome(name, DeleteStatus.Deleted);
        }

        return DropboxFaultTable.Of(failure) switch
        {
            DropboxFault.ObjectMissing => await ConfirmAsync(name, wasRepeated, cancellationToken).ConfigureAwait(false),
            DropboxFault.Throttled => await DeleteOneAsync(name, rev, cancellationToken).ConfigureAwait(false),
            _ => new DeleteOutcome(name, DeleteStatus.Failed, client.Errors.Refusal(failure, name)),
        };
    }

    /// <summary>Asks about a deletion in the background until it is done.</summary>
    /// <returns>Its results, or <see langword="null"/> if it takes too long.</returns>
    private async Task<IReadOnlyList<BatchResult?>?> AwaitAsync(BatchAnswer answer, CancellationToken cancellationToken)
    {
        long started = client.Time.GetTimestamp();
        TimeSpan wait = FirstPoll;
        string? job = answer.AsyncJobId;
        while (answer.Tag is "async_job_id" or "in_progress" && job is not null)
        {
            if (client.Time.GetElapsedTime(started) + wait > client.Options.DeletionTimeout)
            {
                return null;
            }

            await Task.Delay(wait, client.Time, cancellationToken).ConfigureAwait(false);
            wait = wait * 2 < LongestPoll ? wait * 2 : LongestPoll;
            answer = await client.CallAsync(
                "files/delete_batch/check",
                null,
                new JobArgument(job),
                DropboxJson.Default.JobArgument,
                DropboxJson.Default.BatchAnswer,
                cancellationToken).ConfigureAwait(false);
        }

        return answer is { Tag: "complete", Entries: { } entries }
            ? entries
            : throw client.Errors.StrangeAnswer($"a deletion in the background ended with '{answer.Tag}'");
    }
}
