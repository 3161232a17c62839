using System.Runtime.CompilerServices;
using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Writes down what a check asks of a storage. It changes nothing: streams and exceptions pass as they are.</summary>
internal sealed class RecordedStorage(IBackupStorage inner, CheckTrace trace) : IBackupStorage
{
    public async IAsyncEnumerable<StorageObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        int count = 0;
        string outcome = "was not read to its end";

        // The token once only, as a caller gives it: given twice, it would reach a storage that ignores its own.
        IAsyncEnumerator<StorageObject> found = inner.ListAsync(prefix, cancellationToken).GetAsyncEnumerator(CancellationToken.None);
        try
        {
            while (await NextAsync().ConfigureAwait(false))
            {
                count++;
                yield return found.Current;
            }
        }
        finally
        {
            await found.DisposeAsync().ConfigureAwait(false);
            trace.Add($"list '{prefix}': {count} objects, {outcome}");
        }

        async ValueTask<bool> NextAsync()
        {
            try
            {
                bool isThere = await found.MoveNextAsync().ConfigureAwait(false);
                outcome = isThere ? outcome : "to its end";
                return isThere;
            }
            catch (Exception exception)
            {
                outcome = Expect.Tell(exception);
                throw;
            }
        }
    }

    public async Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        string step = $"upload '{name}'";
        try
        {
            StorageObject stored = await inner.UploadAsync(name, content, options, cancellationToken).ConfigureAwait(false);
            trace.Add($"{step}: {stored.SizeBytes} bytes");
            return stored;
        }
        catch (Exception exception)
        {
            trace.Add($"{step} {Expect.Tell(exception)}");
            throw;
        }
        finally
        {
            trace.AddBytes((content as PayloadStream)?.GivenBytes ?? 0);
        }
    }

    public Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default) =>
        TellAsync(StorageScratch.Tell(name, range), () => inner.OpenReadAsync(name, range, cancellationToken), static _ => "a stream");

    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) =>
        TellAsync(
            names is { Count: 1 } ? $"delete '{names.First()}'" : $"delete {names?.Count} names",
            () => inner.DeleteAsync(names!, cancellationToken),
            outcomes => string.Join(", ", outcomes.CountBy(outcome => outcome.Status).Select(count => $"{count.Value} {count.Key}")));

    public T? GetAbility<T>()
        where T : class => inner.GetAbility<T>();

    private async Task<T> TellAsync<T>(string step, Func<Task<T>> call, Func<T, string> tell)
    {
        try
        {
            T result = await call().ConfigureAwait(false);
            trace.Add($"{step}: {tell(result)}");
            return result;
        }
        catch (Exception exception)
        {
            trace.Add($"{step} {Expect.Tell(exception)}");
            throw;
        }
    }
}
