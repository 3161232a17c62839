using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 5: content is read forward once, and a returned stream belongs to the caller.</summary>
internal static class StreamChecks
{
    private const int EarlyEnds = 50;

    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.StreamManners, "content-is-not-disposed", "An upload does not dispose its content, whether it succeeds or fails.",
            calls: 4, bytes: 150, IsNotDisposedAsync),
        new(
            StorageClause.StreamManners, "content-is-not-sought", "Content that could be sought is read from where it stands to its end, and never sought.",
            calls: 4, bytes: 1900, IsNotSoughtAsync),
        new(
            StorageClause.StreamManners, "content-may-come-in-single-bytes", "Content that gives one byte at a time is stored whole.",
            calls: 4, bytes: 10_000, scratch => IsStoredAsync(scratch, new Payload(5000), new PayloadStream(new Payload(5000)) { ReadLimit = 1 })),
        new(
            StorageClause.StreamManners, "content-may-come-in-odd-pieces", "Content whose reads fit no block is stored whole.",
            calls: 4, bytes: 600_000, scratch => IsStoredAsync(scratch, new Payload(300_000), new PayloadStream(new Payload(300_000)) { ReadLimit = 10_007 })),
        new(
            StorageClause.StreamManners, "content-may-read-only-synchronously", "Content that knows only synchronous reads is stored whole.",
            calls: 4, bytes: 200_000, scratch => IsStoredAsync(scratch, new Payload(200_000), new SynchronousStream(new Payload(200_000)))),
        new(
            StorageClause.StreamManners, "returned-stream-reads-synchronously", "A returned stream gives the same by synchronous reads.",
            calls: 4, bytes: 400_000, ReadsSynchronouslyAsync),
        new(
            StorageClause.StreamManners, "returned-stream-may-be-left-early",
            "Streams that are disposed before their end, many times, leave the object readable and deletable.",
            calls: EarlyEnds + 6, bytes: 1_010_000, MayBeLeftEarlyAsync),
        new(
            StorageClause.StreamManners, "returned-stream-ends-for-good", "At its end, a returned stream gives 0 at every further read.",
            calls: 4, bytes: 200, EndsForGoodAsync),
    ];

    private static async Task IsNotDisposedAsync(StorageScratch scratch)
    {
        PayloadStream whole = new(new Payload(100));
        await scratch.UploadAsync(scratch.Name("whole"), whole).ConfigureAwait(false);
        PayloadStream failing = new(new Payload(100)) { FailAt = 50 };
        await Expect.ThrowsAsync<Exception>(() => scratch.UploadAsync(scratch.Name("failing"), failing), "an upload whose content fails").ConfigureAwait(false);
        Expect.True(!whole.IsDisposed, "Expected the content not to be disposed by an upload that succeeds.");
        Expect.True(!failing.IsDisposed, "Expected the content not to be disposed by an upload that fails.");
    }

    private static async Task IsNotSoughtAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        Payload payload = new(1000);
        SeekWatch content = new SeekWatch(payload.ToArray()).From(100);
        StorageObject stored = await scratch.UploadAsync(name, content).ConfigureAwait(false);
        Expect.True(!content.WasSought, "Expected the content not to be sought.");
        Expect.Equal(900L, stored.SizeBytes, "the size of content that stands at byte 100 of 1000");
        Stream read = await scratch.OpenAsync(name).ConfigureAwait(false);
        await using (read.ConfigureAwait(false))
        {
            await scratch.ExpectContentAsync(read, payload, 100, 900, $"'{name}'").ConfigureAwait(false);
        }
    }

    private static async Task IsStoredAsync(StorageScratch scratch, Payload payload, Stream content)
    {
        string name = scratch.Name("object");
        await scratch.UploadAsync(name, content).ConfigureAwait(false);
        await scratch.ExpectContentAsync(name, payload).ConfigureAwait(false);
    }

    private static async Task ReadsSynchronouslyAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        Payload payload = new(200_000);
        await scratch.UploadAsync(name, payload).ConfigureAwait(false);
        using MemoryStream copy = new();
        Stream content = await scratch.OpenAsync(name).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            // Read is the member under check.
            byte[] buffer = new byte[10_007];
            for (int read; (read = content.Read(buffer, 0, buffer.Length)) > 0;)
            {
                copy.Write(buffer, 0, read);
            }
        }

        copy.Position = 0;
        await scratch.ExpectContentAsync(copy, payload, 0, payload.SizeBytes, $"'{name}', read synchronously,").ConfigureAwait(false);
    }

    private static async Task MayBeLeftEarlyAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        Payload payload = new(500_000);
        await scratch.UploadAsync(name, payload).ConfigureAwait(false);
        for (int i = 0; i < EarlyEnds; i++)
        {
            Stream content = await scratch.OpenAsync(name).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                await content.ReadExactlyAsync(new byte[10], scratch.Token).ConfigureAwait(false);
            }
        }

        await scratch.ExpectContentAsync(name, payload).ConfigureAwait(false);
        Expect.Equal(DeleteStatus.Deleted, (await scratch.DeleteAsync(name).ConfigureAwait(false)).Status, "what became of an object whose streams were left early");
    }

    private static async Task EndsForGoodAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        await scratch.UploadAsync(name, new Payload(100)).ConfigureAwait(false);
        Stream content = await scratch.OpenAsync(name).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            await scratch.ExpectContentAsync(content, new Payload(100), 0, 100, $"'{name}'").ConfigureAwait(false);
            Expect.Equal(0, await content.ReadAsync(new byte[10], scratch.Token).ConfigureAwait(false), "what a read after the end gives");
        }
    }
}
