using BackupSh.Storage;

namespace BackupSh.Testing.Tests.Conformance.Mutants;

/// <summary>Storages that are cancelled, misused, asked for abilities or called at once, and answer wrongly.</summary>
internal static class CallMutants
{
    private static readonly StorageException Failure = new("broken", null, new BackupShError("TEST0007", "It failed.", "Try again."));

    internal static IEnumerable<Mutant> All =>
    [
        new("reads content before it looks at the token", ReadsFirst, "cancelled-upload-reads-nothing"),
        new(
            "ignores the token of an upload", storage => storage.Upload = (name, content, options, _) => storage.Inner.UploadAsync(name, content, options, CancellationToken.None),
            "cancelled-upload-reads-nothing", "upload-cancelled-midway-leaves-nothing", "upload-cancelled-at-a-part-leaves-nothing"),
        new("stores what had come when it was cancelled", StoresWhenCancelled, "upload-cancelled-midway-leaves-nothing", "upload-cancelled-at-a-part-leaves-nothing", "cancelling-ends-an-upload-that-waits"),
        new("wraps the cancelling of an upload", WrapsCancelling, "upload-cancelled-midway-leaves-nothing", "upload-cancelled-at-a-part-leaves-nothing", "failed-upload-frees-its-name"),
        new("waits for content for ever", WaitsForEver, "cancelling-ends-an-upload-that-waits") { Hangs = true },
        new("ignores the token of its room", storage => storage.SpaceIgnoresTheToken = true, "cancelled-quota-throws"),
        new("removes an object when the token of its upload fires later", RemovesLater, "no-token-outlives-its-call"),
        new("stores under any name", AnyName, "invalid-name-is-misuse"),
        new("deletes under any name", AnyNameDeleted, "invalid-name-is-misuse", "invalid-name-among-others-deletes-nothing"),
        new("does not expect null", storage => storage.Delete = (names, token) => names.Count == 0 ? Task.FromResult<IReadOnlyList<DeleteOutcome>>([]) : storage.Inner.DeleteAsync(names, token), "null-is-misuse"),
        new("hides abilities, as a decorator that forgets them", storage => storage.Ability = type => type.IsInstanceOfType(storage) ? storage : null, "create-only-is-declared"),
        new("has an ability that it does not declare", _ => { }, "create-only-is-declared") { Declare = traits => traits with { CreateOnly = null } },
        new("declares another scope", _ => { }, "create-only-is-declared") { Declare = traits => traits with { CreateOnly = CreateOnlyScope.SmallObjects } },
        new("tells its room and does not declare it", _ => { }, "quota-is-declared-and-sane") { Declare = traits => traits with { HasQuota = false } },
        new("has more free than there is", storage => storage.Space = new StorageSpace(10, 11), "quota-is-declared-and-sane"),
        new("has less than nothing free", storage => storage.Space = new StorageSpace(null, -1), "quota-is-declared-and-sane"),
        new("throws for an ability that it does not know", storage => storage.Ability = type => type.IsInterface ? storage : throw new InvalidCastException(), "unknown-ability-is-null"),
        new("keeps the name of a call in a field", SharesAField, "parallel-calls-do-not-disturb-each-other"),
        new("has versions and does not declare them", _ => { }, "versions-are-declared") { Declare = traits => traits with { HasVersions = false } },
        new("declares another checksum", _ => { }, "checksums-are-declared-and-true") { Declare = traits => traits with { ChecksumAlgorithm = "md5" } },
        new("is empty if it is not there", _ => { }, "missing-storage-is-no-empty-listing", "missing-storage-has-no-missing-objects") { Missing = () => new InMemoryStorage() },
    ];

    private static void ReadsFirst(BrokenStorage storage) => storage.Upload = async (name, content, options, token) =>
    {
        (byte[] bytes, Exception? failure) = await BrokenStorage.TakeAsync(content, CancellationToken.None);
        token.ThrowIfCancellationRequested();
        return failure is null ? storage.Put(name, bytes) : throw failure;
    };

    private static void StoresWhenCancelled(BrokenStorage storage) => storage.Upload = async (name, content, options, token) =>
    {
        (byte[] bytes, Exception? failure) = await BrokenStorage.TakeAsync(content, token);
        storage.Put(name, bytes);
        return failure is null ? storage.Find(name)! : throw failure;
    };

    private static void WrapsCancelling(BrokenStorage storage) => storage.Upload = async (name, content, options, token) =>
    {
        try
        {
            return await storage.Inner.UploadAsync(name, content, options, token);
        }
        catch (OperationCanceledException exception)
        {
            throw new StorageException("broken", name, Failure.Error, exception);
        }
    };

    private static void WaitsForEver(BrokenStorage storage) => storage.Upload = async (name, content, options, token) =>
        storage.Put(name, (await BrokenStorage.TakeAsync(content, CancellationToken.None)).Bytes);

    private static void RemovesLater(BrokenStorage storage) => storage.Upload = async (name, content, options, token) =>
    {
        StorageObject stored = await storage.Inner.UploadAsync(name, content, options, token);
        token.Register(() => storage.Inner.Remove(name));
        return stored;
    };

    private static void AnyName(BrokenStorage storage) => storage.Upload = async (name, content, options, token) => ObjectName.IsValid(name)
        ? await storage.Inner.UploadAsync(name, content, options, token)
        : storage.Put(name, (await BrokenStorage.TakeAsync(content, token)).Bytes);

    private static void AnyNameDeleted(BrokenStorage storage) => storage.Delete = async (names, token) =>
    {
        string[] valid = [.. names.Where(ObjectName.IsValid)];
        IReadOnlyList<DeleteOutcome> outcomes = await storage.Inner.DeleteAsync(valid, token);
        return [.. outcomes, .. names.Except(valid).Select(name => new DeleteOutcome(name, DeleteStatus.NotFound))];
    };

    private static void SharesAField(BrokenStorage storage)
    {
        string current = "";
        int uploads = 0;
        TaskCompletionSource second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        storage.Upload = async (name, content, options, token) =>
        {
            // The first waits for the second: what one run in a thousand would show, every run shows.
            current = name;
            if (Interlocked.Increment(ref uploads) > 1)
            {
                second.TrySetResult();
            }

            await second.Task.WaitAsync(token);
            return await storage.Inner.UploadAsync(current, content, options, token);
        };
    }
}
