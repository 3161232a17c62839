using BackupSh.Storage;

namespace BackupSh.Testing.Tests.Conformance.Mutants;

/// <summary>Storages that read wrongly.</summary>
internal static class ReadMutants
{
    private const int Part = 81920;

    private static readonly StorageException Other = new("broken", "x", new BackupShError("TEST0004", "It failed.", "Try again."), isTransient: true);

    internal static IEnumerable<Mutant> All =>
    [
        new(
            "gives one byte more", storage => Ranged(storage, range => range with { Length = range.Length < long.MaxValue ? range.Length + 1 : null }),
            "range-gives-that-part", "ranges-anywhere-give-their-parts", "ranges-across-parts-give-their-bytes"),
        new("counts bytes from 1", storage => Ranged(storage, range => range with { Offset = Math.Max(0, range.Offset - 1) }), "range-gives-that-part", "ranges-anywhere-give-their-parts"),
        new("ignores lengths", storage => Ranged(storage, range => range with { Length = null }), "range-gives-that-part"),
        new("throws beyond the end", BeyondTheEnd, "range-gives-that-part", "range-of-an-empty-object-is-empty"),
        new("keeps offsets in sixteen bits", storage => Ranged(storage, range => range with { Offset = Math.Min(range.Offset, 32_767) }), "ranges-anywhere-give-their-parts"),
        new("reads no range over the border of a part", StopsAtParts, "ranges-across-parts-give-their-bytes"),
        new(
            "ignores the range when a version is given", storage => Ranged(storage, range => range.IfVersion is null ? range : ReadRange.All),
            "reading-resumes-at-an-offset", "version-that-fits-reads", "replaced-object-is-another-version"),
        new("ignores the version", storage => Ranged(storage, range => range with { IfVersion = null }), "replaced-object-is-another-version"),
        new("refuses every version", storage => Ranged(storage, range => range.IfVersion is null ? range : range with { IfVersion = "W/" + range.IfVersion }), "version-that-fits-reads", "reading-resumes-at-an-offset"),
        new("says that a replaced object is missing", SaysMissing, "replaced-object-is-another-version"),
        new("clamps negative ranges", storage => Ranged(storage, range => range with { Offset = Math.Max(0, range.Offset), Length = range.Length < 0 ? 0 : range.Length }), "negative-range-is-misuse"),
        new("finds out when it reads that an object is missing", FindsOutLate, "missing-object-throws-before-a-stream", "missing-object-with-a-version-is-missing"),
        new("says that a missing object is transient", storage => OnMissing(storage, _ => Other), "missing-object-throws-before-a-stream", "errors-name-storage-and-code"),
        new("names another object", storage => OnMissing(storage, name => new StorageObjectNotFoundException("broken", "bucket/" + name[..5])), "missing-object-throws-before-a-stream", "errors-name-storage-and-code"),
        new("does not name itself", storage => OnMissing(storage, name => new StorageObjectNotFoundException("", name)), "errors-name-storage-and-code"),
        new("compares the version before it looks for the object", VersionFirst, "missing-object-with-a-version-is-missing"),
        new("gives a stream that only reads asynchronously", storage => Stream(storage, stream => new OddStream(stream) { OnSynchronousRead = () => throw new NotSupportedException() }), "returned-stream-reads-synchronously"),
        new("keeps a connection for every stream that was left early", LeaksConnections, "returned-stream-may-be-left-early"),
        new("throws after the end", storage => Stream(storage, stream => new OddStream(stream) { ThrowsAfterItsEnd = true }), "returned-stream-ends-for-good"),
        new("ignores the token of a read", storage => Stream(storage, stream => new OddStream(stream) { IgnoresTokens = true }), "cancelled-read-throws"),
        new("wraps the cancelling of a read", storage => Stream(storage, stream => new OddStream(stream) { WrapsCancellation = true }), "cancelled-read-throws"),
        new("ignores the token of an opening", storage => storage.Open = (name, range, _) => storage.Inner.OpenReadAsync(name, range, CancellationToken.None), "cancelled-opening-throws"),
        new("keeps the token of the opening", KeepsToken, "no-token-outlives-its-call"),
        new("has one stream for one object", SharesStreams, "streams-of-one-object-are-independent"),
    ];

    private static void Ranged(BrokenStorage storage, Func<ReadRange, ReadRange> change) =>
        storage.Open = (name, range, token) => storage.Inner.OpenReadAsync(name, change(range), token);

    private static void Stream(BrokenStorage storage, Func<Stream, Stream> wrap) =>
        storage.Open = async (name, range, token) => wrap(await storage.Inner.OpenReadAsync(name, range, token));

    private static void BeyondTheEnd(BrokenStorage storage) => storage.Open = (name, range, token) =>
        range.Offset > 0 && range.Offset >= storage.Find(name)?.SizeBytes ? throw Other : storage.Inner.OpenReadAsync(name, range, token);

    private static void StopsAtParts(BrokenStorage storage) =>
        Ranged(storage, range => range.Length is null || range.Offset / Part == (range.Offset + range.Length) / Part ? range : range with { Length = Part - (range.Offset % Part) });

    private static void SaysMissing(BrokenStorage storage) => storage.Open = async (name, range, token) =>
        range.IfVersion is null || storage.Find(name)?.Version == range.IfVersion
            ? await storage.Inner.OpenReadAsync(name, range, token)
            : throw new StorageObjectNotFoundException("broken", name);

    private static void FindsOutLate(BrokenStorage storage) => storage.Open = async (name, range, token) => storage.Inner.Contains(name)
        ? await storage.Inner.OpenReadAsync(name, range, token)
        : new OddStream(System.IO.Stream.Null) { OnSynchronousRead = () => throw new StorageObjectNotFoundException("broken", name) };

    private static void OnMissing(BrokenStorage storage, Func<string, Exception> failure) => storage.Open = async (name, range, token) =>
        ObjectName.IsValid(name) && !token.IsCancellationRequested && !storage.Inner.Contains(name) ? throw failure(name) : await storage.Inner.OpenReadAsync(name, range, token);

    private static void VersionFirst(BrokenStorage storage) => storage.Open = async (name, range, token) =>
        range.IfVersion is { } version && version != storage.Find(name)?.Version ? throw Other : await storage.Inner.OpenReadAsync(name, range, token);

    private static void LeaksConnections(BrokenStorage storage)
    {
        int connections = 0;
        storage.Open = async (name, range, token) => Interlocked.Increment(ref connections) > 10
            ? throw Other
            : new OddStream(await storage.Inner.OpenReadAsync(name, range, token)) { AtItsEnd = () => Interlocked.Decrement(ref connections) };
    }

    private static void KeepsToken(BrokenStorage storage) => storage.Open = async (name, range, token) =>
        new OddStream(await storage.Inner.OpenReadAsync(name, range, token)) { Token = token };

    private static void SharesStreams(BrokenStorage storage)
    {
        Dictionary<string, Stream> open = [];
        storage.Open = async (name, range, token) =>
            open.TryGetValue(name, out Stream? stream) && stream.CanRead ? stream : open[name] = await storage.Inner.OpenReadAsync(name, range, token);
    }
}
