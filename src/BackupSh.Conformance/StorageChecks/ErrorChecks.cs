using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 9: every failure has its type.</summary>
internal static class ErrorChecks
{
    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.Errors, "invalid-name-is-misuse", "Uploading, reading and deleting with a name outside the grammar throws ArgumentException.",
            calls: 23, bytes: 0, InvalidNameAsync),
        new(
            StorageClause.Errors, "invalid-name-among-others-deletes-nothing", "A deletion with one invalid name among others throws ArgumentException and deletes nothing.",
            calls: 5, bytes: 1, InvalidNameAmongOthersAsync),
        new(
            StorageClause.Errors, "null-is-misuse", "A prefix, name, content, options or names that are null throw ArgumentException.",
            calls: 8, bytes: 0, NullAsync),
        new(
            StorageClause.Errors, "negative-range-is-misuse", "A negative offset or length throws ArgumentOutOfRangeException.",
            calls: 5, bytes: 1, NegativeRangeAsync),
        new(
            StorageClause.Errors, "replaced-object-is-another-version", "Reading with the version of an object that was replaced throws StorageException: not transient, and not as if it were missing.",
            calls: 6, bytes: 20, ReplacedAsync),
        new(
            StorageClause.Errors, "errors-name-storage-and-code", "Exceptions carry the storage's name, a code, a message that names the object, and a hint.",
            calls: 5, bytes: 10, NameTheStorageAsync),
    ];

    private static async Task InvalidNameAsync(StorageScratch scratch)
    {
        string prefix = scratch.Prefix;

        // Each holds the mark of this check, so that a storage which takes them does nothing outside of it.
        foreach (string name in (string[])["", $"../{prefix}x", $"{prefix}a/b", $".{prefix}x", $"{prefix}ü", $"{prefix}\n", prefix + new string('x', 256)])
        {
            await ExpectMisuseAsync<ArgumentException>(() => scratch.UploadAsync(name, new Payload(1)), $"uploading '{name}'").ConfigureAwait(false);
            await ExpectMisuseAsync<ArgumentException>(() => scratch.OpenAsync(name), $"reading '{name}'").ConfigureAwait(false);
            await ExpectMisuseAsync<ArgumentException>(() => scratch.Storage.DeleteAsync([name], scratch.Token), $"deleting '{name}'").ConfigureAwait(false);
        }
    }

    private static async Task InvalidNameAmongOthersAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        await scratch.UploadAllAsync([name]).ConfigureAwait(false);
        await ExpectMisuseAsync<ArgumentException>(
            () => scratch.Storage.DeleteAsync([name, $"{scratch.Prefix}a/b"], scratch.Token), "deleting an invalid name after a valid one").ConfigureAwait(false);
        await scratch.ExpectNamesAsync([name]).ConfigureAwait(false);
    }

    private static async Task NullAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        IBackupStorage storage = scratch.Storage;
        PayloadStream content = new(new Payload(1));
        await ExpectMisuseAsync<ArgumentException>(
            async () =>
            {
                await foreach (StorageObject _ in storage.ListAsync(null!, scratch.Token).ConfigureAwait(false))
                {
                }
            },
            "listing the prefix null").ConfigureAwait(false);
        await ExpectMisuseAsync<ArgumentException>(() => storage.UploadAsync(null!, content, StorageScratch.Options(), scratch.Token), "uploading the name null").ConfigureAwait(false);
        await ExpectMisuseAsync<ArgumentException>(() => storage.UploadAsync(name, null!, StorageScratch.Options(), scratch.Token), "uploading null").ConfigureAwait(false);
        await ExpectMisuseAsync<ArgumentException>(() => storage.UploadAsync(name, content, null!, scratch.Token), "uploading with options null").ConfigureAwait(false);
        await ExpectMisuseAsync<ArgumentException>(() => storage.OpenReadAsync(null!, ReadRange.All, scratch.Token), "reading the name null").ConfigureAwait(false);
        await ExpectMisuseAsync<ArgumentException>(() => storage.DeleteAsync(null!, scratch.Token), "deleting names null").ConfigureAwait(false);
    }

    private static async Task NegativeRangeAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        await scratch.UploadAllAsync([name]).ConfigureAwait(false);
        await ExpectMisuseAsync<ArgumentOutOfRangeException>(() => scratch.OpenAsync(name, new ReadRange(-1)), "reading from -1").ConfigureAwait(false);
        await ExpectMisuseAsync<ArgumentOutOfRangeException>(() => scratch.OpenAsync(name, new ReadRange(0, -1)), "reading -1 bytes").ConfigureAwait(false);
    }

    private static async Task ReplacedAsync(StorageScratch scratch)
    {
        StorageScratch.Need(scratch.Traits.HasVersions, "Its objects have no versions.");
        string name = scratch.Name("object");
        StorageObject old = await scratch.UploadAsync(name, new Payload(10)).ConfigureAwait(false);
        await scratch.DeleteAsync(name).ConfigureAwait(false);
        await scratch.UploadAsync(name, new Payload(10, Seed: 2)).ConfigureAwait(false);
        StorageException thrown = await Expect.ThrowsAsync<StorageException>(
            () => scratch.OpenAsync(name, new ReadRange(IfVersion: old.Version)), "reading a version that was replaced").ConfigureAwait(false);
        Expect.True(thrown is not StorageObjectNotFoundException, "Expected a replaced object not to be said to be missing.");
        Expect.True(!thrown.IsTransient, "Expected a replaced object not to be transient: trying again does not help.");
    }

    private static async Task NameTheStorageAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        StorageException missing = await Expect.ThrowsAsync<StorageException>(() => scratch.OpenAsync(name), "opening a missing object").ConfigureAwait(false);
        await scratch.UploadAsync(name, new Payload(10)).ConfigureAwait(false);
        StorageException taken = await Expect.ThrowsAsync<StorageException>(() => scratch.UploadAsync(name, new Payload(1)), "an upload to a taken name").ConfigureAwait(false);
        foreach (StorageException thrown in (StorageException[])[missing, taken])
        {
            Expect.True(!string.IsNullOrWhiteSpace(thrown.Storage), "Expected the exception to carry the storage's name.");
            Expect.True(!string.IsNullOrWhiteSpace(thrown.Code), "Expected the exception to carry a code.");
            Expect.True(!string.IsNullOrWhiteSpace(thrown.Hint), "Expected the exception to carry a hint.");
            Expect.True(thrown.Message.Contains(name, StringComparison.Ordinal), $"Expected the message to name '{name}', found '{thrown.Message}'.");
        }

        Expect.Equal(missing.Storage, taken.Storage, "the storage's name in every exception");
    }

    private static async Task ExpectMisuseAsync<T>(Func<Task> call, string what)
        where T : ArgumentException => await Expect.ThrowsAsync<T>(call, what).ConfigureAwait(false);
}
