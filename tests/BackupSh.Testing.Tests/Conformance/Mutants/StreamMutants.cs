using BackupSh.Storage;

namespace BackupSh.Testing.Tests.Conformance.Mutants;

/// <summary>Storages that treat content, progress and metadata badly.</summary>
internal static class StreamMutants
{
    internal static IEnumerable<Mutant> All =>
    [
        new("disposes the content", storage => Finally(storage, (content, _) => content.Dispose()), "content-is-not-disposed"),
        new("disposes content that fails", storage => Finally(storage, DisposeFailed), "content-is-not-disposed"),
        new("reads content from its start", storage => Before(storage, content => content.Position = content.CanSeek ? 0 : throw new NotSupportedException()), "content-is-not-sought"),
        new("reads content once", ReadsOnce, "content-may-come-in-single-bytes", "content-may-come-in-odd-pieces"),
        new("takes a short read for the end", ShortReadIsTheEnd, "content-may-come-in-single-bytes", "content-may-come-in-odd-pieces"),
        new("drops what does not fill a block of four bytes", DropsOddBytes, "content-may-come-in-odd-pieces", "content-may-come-in-single-bytes"),
        new("wants asynchronous content", storage => Before(storage, WantAsynchronous), "content-may-read-only-synchronously"),
        new("reports no progress", storage => WithOptions(storage, options => Options(options, progress: null)), "progress-never-falls-and-ends-with-the-size"),
        new("reports progress and then less", ReportsLess, "progress-never-falls-and-ends-with-the-size"),
        new("refuses metadata with spaces", storage => WithOptions(storage, RefuseSpaces), "metadata-does-no-harm"),
        new("needs a size", storage => WithOptions(storage, options => options.SizeHintBytes is null ? throw new InvalidOperationException("411 Length Required") : options), "size-hint-is-no-promise"),
    ];

    private static void DisposeFailed(Stream content, bool failed)
    {
        if (failed)
        {
            content.Dispose();
        }
    }

    private static void Finally(BrokenStorage storage, Action<Stream, bool> harm) => storage.Upload = async (name, content, options, token) =>
    {
        bool failed = true;
        try
        {
            StorageObject stored = await storage.Inner.UploadAsync(name, content, options, token);
            failed = false;
            return stored;
        }
        finally
        {
            harm(content, failed);
        }
    };

    private static void Before(BrokenStorage storage, Action<Stream> harm) => storage.Upload = (name, content, options, token) =>
    {
        harm(content);
        return storage.Inner.UploadAsync(name, content, options, token);
    };

    private static void ReadsOnce(BrokenStorage storage) => storage.Upload = async (name, content, options, token) =>
    {
        byte[] bytes = new byte[1_000_000];
        int read = await content.ReadAsync(bytes, token);
        return storage.Put(name, bytes[..read]);
    };

    private static void ShortReadIsTheEnd(BrokenStorage storage) => storage.Upload = async (name, content, options, token) =>
    {
        using MemoryStream bytes = new();
        byte[] buffer = new byte[65_536];
        int read;
        do
        {
            read = await content.ReadAsync(buffer, token);
            bytes.Write(buffer, 0, read);
        }
        while (read == buffer.Length);
        return storage.Put(name, bytes.ToArray());
    };

    private static void DropsOddBytes(BrokenStorage storage) => storage.Upload = async (name, content, options, token) =>
    {
        using MemoryStream bytes = new();
        byte[] buffer = new byte[65_536];
        for (int read; (read = await content.ReadAsync(buffer, token)) > 0;)
        {
            bytes.Write(buffer, 0, read / 4 * 4);
        }

        return storage.Put(name, bytes.ToArray());
    };

    private static void WantAsynchronous(Stream content)
    {
        if (content.GetType().GetMethod(nameof(Stream.ReadAsync), [typeof(Memory<byte>), typeof(CancellationToken)])!.DeclaringType == typeof(Stream))
        {
            throw new NotSupportedException("Synchronous operations are disallowed.");
        }
    }

    private static void WithOptions(BrokenStorage storage, Func<UploadOptions, UploadOptions> change) => storage.Upload = (name, content, options, token) =>
        storage.Inner.UploadAsync(name, content, change(options), token);

    private static UploadOptions Options(UploadOptions options, IProgress<long>? progress) => new() { RunId = options.RunId, Progress = progress };

    private static UploadOptions RefuseSpaces(UploadOptions options) =>
        options.Metadata.Values.Any(value => value.Contains(' ', StringComparison.Ordinal)) ? throw new FormatException("403 SignatureDoesNotMatch") : options;

    private static void ReportsLess(BrokenStorage storage) => storage.Upload = async (name, content, options, token) =>
    {
        StorageObject stored = await storage.Inner.UploadAsync(name, content, options, token);
        options.Progress?.Report(stored.SizeBytes - 1);
        options.Progress?.Report(stored.SizeBytes);
        return stored;
    };
}
