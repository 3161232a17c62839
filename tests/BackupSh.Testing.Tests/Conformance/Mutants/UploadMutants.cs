using BackupSh.Storage;

namespace BackupSh.Testing.Tests.Conformance.Mutants;

/// <summary>Storages that store wrongly, or too early, or what should not stay.</summary>
internal static class UploadMutants
{
    // The in-memory storage's declared part.
    private const int Part = 81920;

    internal static IEnumerable<Mutant> All =>
    [
        new(
            "publishes every piece as it comes", PublishPieces,
            "upload-in-progress-is-invisible", "upload-in-progress-is-invisible-after-parts", "readers-see-all-or-nothing"),
        new("publishes when the second part has come", storage => PublishAt(storage, 2 * Part), "upload-in-progress-is-invisible-after-parts"),
        new("does one thing at a time", OneAtATime, "upload-in-progress-blocks-nobody") { Hangs = true },
        new(
            "keeps what had come when the content failed", storage => OnFailure(storage, (name, bytes) => storage.Put(name, bytes)),
            "failed-content-leaves-nothing", "failed-content-leaves-nothing-around-parts", "failed-content-fails-even-at-the-hinted-size"),
        new("takes a failure for the end", FailureIsTheEnd, "failed-content-leaves-nothing", "failed-content-comes-out-as-it-is", "failed-upload-frees-its-name"),
        new(
            "keeps a whole part of a failed upload", storage => OnFailure(storage, (name, bytes) => _ = bytes.Length >= Part ? storage.Put(name, bytes) : null),
            "failed-content-leaves-nothing-around-parts"),
        new("wraps the content's exception", WrapsFailure, "failed-content-comes-out-as-it-is"),
        new("reads no further than the hint", StopsAtHint, "failed-content-fails-even-at-the-hinted-size", "size-hint-is-no-promise"),
        new("pads to the hint", PadsToHint, "size-hint-is-no-promise"),
        new("keeps the name of a failed upload", ReservesNames, "failed-upload-frees-its-name"),
        new(
            "removes the name after every failure", storage => OnFailure(storage, (name, _) => storage.Inner.Remove(name)),
            "failed-upload-harms-no-other", "taken-name-is-refused"),
        new("loses the last byte of large objects", storage => Change(storage, bytes => bytes.Length > 5000 ? bytes[..^1] : bytes), "upload-reads-back-whole"),
        new("flips a bit", storage => Change(storage, Flip), "upload-reads-back-whole"),
        new("swaps the first two parts", storage => Change(storage, Swap), "upload-reads-back-whole-around-parts"),
        new("stores nothing of an empty object", storage => After(storage, stored => _ = stored.SizeBytes == 0 && storage.Inner.Remove(stored.Name)), "empty-object-is-an-object"),
        new("returns a size of 0", storage => Answer(storage, stored => stored with { SizeBytes = 0 }), "upload-returns-what-is-listed", "upload-reads-back-whole"),
        new("returns another name", storage => Answer(storage, stored => stored with { Name = "bucket/" + stored.Name }), "upload-returns-what-is-listed"),
        new("has a version only when it is listed", storage => Answer(storage, stored => stored with { Version = null }), "upload-returns-what-is-listed", "versions-are-declared"),
        new("gives checksums in upper case", storage => Answer(storage, stored => stored with { Checksum = stored.Checksum!.ToUpperInvariant() }), "checksums-are-declared-and-true"),
        new("gives the checksum of the name", storage => Answer(storage, stored => stored with { Checksum = $"sha256:{stored.Name.GetHashCode(StringComparison.Ordinal):x8}" }), "checksums-are-declared-and-true"),
        new("gives always one checksum", storage => Answer(storage, stored => stored with { Checksum = "sha256:00" }), "checksums-are-declared-and-true"),
        new("gives no checksum", storage => Answer(storage, stored => stored with { Checksum = null }), "checksums-are-declared-and-true"),
        new("has always one version", storage => Answer(storage, stored => stored with { Version = "v" }), "versions-are-declared"),
        new("gives times of a zone", storage => Answer(storage, stored => stored with { LastModified = stored.LastModified.ToOffset(TimeSpan.FromHours(2)) }), "times-are-utc-and-true"),
        new("takes local times for UTC", storage => Answer(storage, stored => stored with { LastModified = stored.LastModified.AddHours(2) }), "times-are-utc-and-true"),
    ];

    private static void PublishPieces(BrokenStorage storage) => storage.Upload = async (name, content, options, token) =>
    {
        using MemoryStream bytes = new();
        byte[] buffer = new byte[10_000];
        for (int read; (read = await content.ReadAsync(buffer, token)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            storage.Put(name, bytes.ToArray());
        }

        return storage.Put(name, bytes.ToArray());
    };

    private static void PublishAt(BrokenStorage storage, int size) => storage.Upload = async (name, content, options, token) =>
    {
        byte[] start = new byte[size];
        int read = await content.ReadAtLeastAsync(start, size, throwOnEndOfStream: false, token);
        StorageObject stored = storage.Put(name, start[..read]);
        (byte[] rest, Exception? failure) = await BrokenStorage.TakeAsync(content, token);
        return failure is null ? storage.Put(name, [.. start[..read], .. rest]) : throw failure;
    };

    private static void OneAtATime(BrokenStorage storage)
    {
        SemaphoreSlim gate = new(1);
        storage.Upload = async (name, content, options, token) =>
        {
            await gate.WaitAsync(token);
            try
            {
                return await storage.Inner.UploadAsync(name, content, options, token);
            }
            finally
            {
                gate.Release();
            }
        };
    }

    private static void OnFailure(BrokenStorage storage, Action<string, byte[]> harm) => storage.Upload = async (name, content, options, token) =>
    {
        (byte[] bytes, Exception? failure) = await BrokenStorage.TakeAsync(content, token);
        if (failure is not null || storage.Inner.Contains(name))
        {
            harm(name, bytes);
            throw failure ?? new StorageObjectExistsException("broken", name);
        }

        return storage.Put(name, bytes);
    };

    private static void FailureIsTheEnd(BrokenStorage storage) => storage.Upload = async (name, content, options, token) =>
        storage.Put(name, (await BrokenStorage.TakeAsync(content, token)).Bytes);

    private static void WrapsFailure(BrokenStorage storage) => storage.Upload = async (name, content, options, token) =>
    {
        try
        {
            return await storage.Inner.UploadAsync(name, content, options, token);
        }
        catch (IOException exception)
        {
            throw new StorageException("broken", name, new BackupShError("TEST0002", "The upload failed.", "Try again."), exception);
        }
    };

    private static void StopsAtHint(BrokenStorage storage) => storage.Upload = async (name, content, options, token) =>
    {
        byte[] bytes = new byte[options.SizeHintBytes ?? 1_000_000];
        int read = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, token);
        return storage.Put(name, bytes[..read]);
    };

    private static void PadsToHint(BrokenStorage storage) => storage.Upload = async (name, content, options, token) =>
    {
        (byte[] bytes, _) = await BrokenStorage.TakeAsync(content, token);
        return storage.Put(name, [.. bytes, .. new byte[Math.Max(0, (options.SizeHintBytes ?? 0) - bytes.Length)]]);
    };

    private static void ReservesNames(BrokenStorage storage)
    {
        HashSet<string> reserved = [];
        storage.Upload = (name, content, options, token) => reserved.Add(name)
            ? storage.Inner.UploadAsync(name, content, options, token)
            : throw new StorageObjectExistsException("broken", name);
    }

    private static void Change(BrokenStorage storage, Func<byte[], byte[]> change) => After(storage, stored =>
    {
        byte[] bytes = storage.Inner.GetContent(stored.Name);
        byte[] changed = change(bytes);
        if (!ReferenceEquals(bytes, changed))
        {
            storage.Put(stored.Name, changed);
        }
    });

    private static byte[] Flip(byte[] bytes)
    {
        if (bytes.Length > 4096)
        {
            bytes[4096] ^= 1;
            return [.. bytes];
        }

        return bytes;
    }

    private static byte[] Swap(byte[] bytes) =>
        bytes.Length < 2 * Part ? bytes : [.. bytes[Part..(2 * Part)], .. bytes[..Part], .. bytes[(2 * Part)..]];

    private static void After(BrokenStorage storage, Action<StorageObject> harm) => storage.Upload = async (name, content, options, token) =>
    {
        StorageObject stored = await storage.Inner.UploadAsync(name, content, options, token);
        harm(stored);
        return stored;
    };

    private static void Answer(BrokenStorage storage, Func<StorageObject, StorageObject> answer) => storage.Upload = async (name, content, options, token) =>
        answer(await storage.Inner.UploadAsync(name, content, options, token));
}
