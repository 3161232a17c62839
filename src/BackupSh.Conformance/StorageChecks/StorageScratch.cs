using System.Collections.Concurrent;
using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>What a check works with: the storage, names of its own, and the things that checks do most.</summary>
internal sealed class StorageScratch(
    StorageConformance conformance, string prefix, IBackupStorage storage, CheckTrace trace, CancellationToken token)
{
    // Often enough not to be waited for, seldom enough not to be throttled.
    private static readonly TimeSpan ListingPause = TimeSpan.FromMilliseconds(250);
    private const int BufferBytes = 81920;
    private const int ParallelUploads = 8;
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);

    internal IBackupStorage Storage => storage;

    internal StorageTraits Traits => conformance.Traits;

    internal TimeProvider Time => conformance.TimeProvider;

    internal CancellationToken Token => token;

    /// <summary>Gets what all names of this check start with.</summary>
    internal string Prefix => prefix;

    /// <summary>Gets the names that the check has used.</summary>
    internal IReadOnlyCollection<string> Names => [.. _names.Keys];

    internal static UploadOptions Options(long? sizeHintBytes = null, IProgress<long>? progress = null) =>
        new() { RunId = "conformance", SizeHintBytes = sizeHintBytes, Progress = progress };

    /// <summary>Says what of an object is read.</summary>
    internal static string Tell(string name, ReadRange range) => range.Length is { } length
        ? FormattableString.Invariant($"read '{name}' from {range.Offset}, {length} bytes")
        : FormattableString.Invariant($"read '{name}' from {range.Offset}");

    /// <summary>Says that the check does not apply unless something is so.</summary>
    internal static void Need(bool isThere, string otherwise)
    {
        if (!isThere)
        {
            throw new NothingToKeepException(otherwise);
        }
    }

    /// <summary>Makes a name of this check's own.</summary>
    internal string Name(string end)
    {
        string name = prefix + end;
        _names.TryAdd(name, true);
        return name;
    }

    internal string[] NamesOf(string stem, int count) => [.. Enumerable.Range(0, count).Select(i => Name($"{stem}-{i:D6}"))];

    internal async Task<IBackupStorage> OpenAnotherAsync() =>
        new RecordedStorage(await conformance.OpenAsync(token).ConfigureAwait(false), trace);

    internal async Task<IBackupStorage> OpenMissingAsync()
    {
        IBackupStorage? missing = await conformance.OpenMissingAsync(token).ConfigureAwait(false);
        Need(missing is not null, "The place of this storage is always there.");
        return new RecordedStorage(missing!, trace);
    }

    internal Task<StorageObject> UploadAsync(string name, Payload payload) => UploadAsync(name, new PayloadStream(payload));

    internal Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions? options = null) =>
        storage.UploadAsync(name, content, options ?? Options(), token);

    /// <summary>Uploads an object of one byte under each name, some at once: a storage far away answers each in its time.</summary>
    internal Task UploadAllAsync(IEnumerable<string> names) => Parallel.ForEachAsync(
        names,
        new ParallelOptions { MaxDegreeOfParallelism = ParallelUploads, CancellationToken = token },
        async (name, _) => await UploadAsync(name, new Payload(1)).ConfigureAwait(false));

    internal Task<Stream> OpenAsync(string name, ReadRange range = default) => storage.OpenReadAsync(name, range, token);

    internal async Task<DeleteOutcome> DeleteAsync(string name)
    {
        IReadOnlyList<DeleteOutcome> outcomes = await storage.DeleteAsync([name], token).ConfigureAwait(false);
        Expect.Equal(1, outcomes.Count, "the number of outcomes of deleting one name");
        return outcomes[0];
    }

    internal async Task<List<StorageObject>> ListAsync(string end = "", IBackupStorage? instance = null)
    {
        List<StorageObject> found = [];
        await foreach (StorageObject item in (instance ?? storage).ListAsync(prefix + end, token).ConfigureAwait(false))
        {
            found.Add(item);
        }

        return found;
    }

    /// <summary>Lists until the listing is as expected, or the time is over that the storage's listing may lag behind.</summary>
    internal async Task<List<StorageObject>> ListAsync(Func<List<StorageObject>, bool> isExpected, string end = "")
    {
        long start = Time.GetTimestamp();
        while (true)
        {
            List<StorageObject> found = await ListAsync(end).ConfigureAwait(false);
            if (isExpected(found) || Time.GetElapsedTime(start) >= Traits.ListingDelay)
            {
                return found;
            }

            await Task.Delay(ListingPause, Time, token).ConfigureAwait(false);
        }
    }

    /// <summary>Expects that the names of this check which start with an end are these.</summary>
    internal async Task ExpectNamesAsync(IEnumerable<string> expected, string end = "")
    {
        string[] wanted = [.. expected];
        List<StorageObject> found = await ListAsync(found => found.Select(item => item.Name).Order().SequenceEqual(wanted.Order()), end).ConfigureAwait(false);
        Expect.SameSet(wanted, found.Select(item => item.Name), $"the objects listed with '{prefix}{end}'");
    }

    /// <summary>Expects that there is no object of a name: neither listed nor readable.</summary>
    internal async Task ExpectNothingAsync(string name)
    {
        List<StorageObject> listed = await ListAsync(found => !found.Exists(item => item.Name == name)).ConfigureAwait(false);
        Expect.True(!listed.Exists(item => item.Name == name), $"Expected '{name}' not to be there, but it is listed.");
        Exception? thrown = await Expect.CatchAsync(async () => await (await OpenAsync(name).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false))
            .ConfigureAwait(false);
        Expect.True(thrown is StorageObjectNotFoundException, $"Expected '{name}' not to be there, but reading it {Expect.Tell(thrown)}.");
    }

    /// <summary>Expects that an object, or a part of it, reads as it was uploaded, and ends there.</summary>
    internal async Task ExpectContentAsync(string name, Payload payload, ReadRange range = default, IBackupStorage? instance = null)
    {
        Stream content = await (instance ?? storage).OpenReadAsync(name, range, token).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            long from = Math.Min(range.Offset, payload.SizeBytes);
            long count = Math.Min(range.Length ?? long.MaxValue, payload.SizeBytes - from);
            await ExpectContentAsync(content, payload, from, count, Tell(name, range)).ConfigureAwait(false);
        }
    }

    internal async Task ExpectContentAsync(Stream content, Payload payload, long from, long count, string what)
    {
        byte[] found = new byte[BufferBytes];
        byte[] wanted = new byte[BufferBytes];
        long position = 0;
        int read;
        while ((read = await content.ReadAsync(found, token).ConfigureAwait(false)) > 0)
        {
            Expect.True(position + read <= count, $"Expected {what} to end after {count} bytes, but there are more.");
            payload.Fill(wanted.AsSpan(0, read), from + position);
            int same = found.AsSpan(0, read).CommonPrefixLength(wanted.AsSpan(0, read));
            Expect.True(same == read, $"Expected {what} to read as it was uploaded, but byte {position + same} differs.");
            position += read;
            trace.AddBytes(read);
        }

        Expect.True(position == count, $"Expected {what} to have {count} bytes, but it ends after {position}.");
    }
}
