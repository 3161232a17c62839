using BackupSh.Storage;

namespace BackupSh.Testing.Tests.Conformance.Mutants;

/// <summary>Storages that overwrite, in some cases or in races.</summary>
internal static class WriteOnceMutants
{
    private const int Part = 81920;
    private const int Writers = 8;

    internal static IEnumerable<Mutant> All =>
    [
        new(
            "overwrites", storage => Instead(storage, (_, _) => true),
            "taken-name-is-refused", "taken-name-is-refused-for-the-same-content", "taken-name-is-refused-for-nothing", "taken-name-is-refused-for-many-parts"),
        new(
            "takes the same content for success", storage => Instead(storage, (old, bytes) => old.AsSpan().SequenceEqual(bytes)),
            "taken-name-is-refused-for-the-same-content"),
        new("overwrites with nothing", storage => Instead(storage, (_, bytes) => bytes.Length == 0), "taken-name-is-refused-for-nothing"),
        new("overwrites what is empty", storage => Instead(storage, (old, _) => old.Length == 0), "empty-object-is-an-object"),
        new("overwrites with several parts", storage => Instead(storage, (_, bytes) => bytes.Length > Part), "taken-name-is-refused-for-many-parts"),
        new("refuses a taken name with another exception", RefusesOtherwise, "taken-name-is-refused", "errors-name-storage-and-code"),
        new("folds case and does not say so", FoldsCase, "names-that-differ-in-case"),
        new("says that it folds case and does not", _ => { }, "names-that-differ-in-case") { Declare = traits => traits with { FoldsCase = true } },
        new("looks before it writes", LooksBeforeItWrites, "racing-writers-have-one-winner", "racing-writers-of-large-objects-have-one-winner", "racing-instances-have-one-winner"),
        new("mixes racing contents", Mixes, "racing-writers-never-mix"),
        new("never lets a deleted name be used again", Tombstones, "deleted-name-is-free"),
        new(
            "sees only what the same instance did", _ => { },
            "another-instance-sees-it", "racing-instances-have-one-winner") { Another = () => new InMemoryStorage() },
    ];

    private static void Instead(BrokenStorage storage, Func<byte[], byte[], bool> overwrites) => storage.Upload = async (name, content, options, token) =>
    {
        (byte[] bytes, Exception? failure) = await BrokenStorage.TakeAsync(content, token);
        if (failure is not null)
        {
            throw failure;
        }

        return !storage.Inner.Contains(name) || overwrites(storage.Inner.GetContent(name), bytes)
            ? storage.Put(name, bytes)
            : throw new StorageObjectExistsException("broken", name);
    };

    private static void RefusesOtherwise(BrokenStorage storage) => storage.Upload = async (name, content, options, token) =>
        storage.Inner.Contains(name)
            ? throw new StorageException("broken", name, new BackupShError("TEST0003", "412.", "Look again."))
            : await storage.Inner.UploadAsync(name, content, options, token);

    internal static void FoldsCase(BrokenStorage storage) => storage.Upload = (name, content, options, token) =>
        storage.Inner.UploadAsync(name.ToLowerInvariant(), content, options, token);

    private static void LooksBeforeItWrites(BrokenStorage storage)
    {
        int arrived = 0;
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        storage.Upload = async (name, content, options, token) =>
        {
            bool isTaken = storage.Inner.Contains(name);
            if (Interlocked.Increment(ref arrived) == Writers)
            {
                all.SetResult();
            }

            await all.Task.WaitAsync(token);
            return isTaken ? throw new StorageObjectExistsException("broken", name) : storage.Put(name, (await BrokenStorage.TakeAsync(content, token)).Bytes);
        };
    }

    private static void Mixes(BrokenStorage storage)
    {
        List<byte[]> contents = [];
        storage.Upload = async (name, content, options, token) =>
        {
            (byte[] bytes, _) = await BrokenStorage.TakeAsync(content, token);
            lock (contents)
            {
                contents.Add(bytes);
                return storage.Put(name, [.. contents[0][..(contents[0].Length / 2)], .. bytes[(bytes.Length / 2)..]]);
            }
        };
    }

    private static void Tombstones(BrokenStorage storage)
    {
        HashSet<string> used = [];
        storage.Upload = async (name, content, options, token) =>
        {
            StorageObject stored = used.Contains(name) ? throw new StorageObjectExistsException("broken", name) : await storage.Inner.UploadAsync(name, content, options, token);
            used.Add(name);
            return stored;
        };
    }
}
