namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 2: an upload that fails leaves nothing.</summary>
internal static class LeftoverChecks
{
    private const int Whole = 300_000;

    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.NoLeftovers, "failed-content-leaves-nothing", "If the content throws at its start, in its middle or at its end, nothing is listed or readable.",
            calls: 22, bytes: 1_050_000, scratch => LeavesNothingAsync(scratch, Whole, [0, 1, Whole / 2, Whole - 1, Whole])),
        new(
            StorageClause.NoLeftovers, "failed-content-leaves-nothing-around-parts", "If the content throws around the end of a part, nothing is listed or readable.",
            PartSizes.Cost(callsPerPart: 20, part => 8 * part), LeavesNothingAroundPartsAsync),
        new(
            StorageClause.NoLeftovers, "failed-content-comes-out-as-it-is", "The content's exception comes out of the upload as it is, not wrapped.",
            calls: 3, bytes: 1000, ComesOutAsItIsAsync),
        new(
            StorageClause.NoLeftovers, "failed-content-fails-even-at-the-hinted-size", "Content that throws where its end was hinted is not taken for whole.",
            calls: 5, bytes: 1000, FailsAtHintAsync),
        new(
            StorageClause.NoLeftovers, "failed-upload-frees-its-name", "After a failed or cancelled upload its name is free.",
            calls: 8, bytes: 300, FreesItsNameAsync),
        new(
            StorageClause.NoLeftovers, "failed-upload-harms-no-other", "A failed upload to a taken name leaves the object that has the name.",
            calls: 5, bytes: 2100, HarmsNoOtherAsync),
    ];

    private static async Task LeavesNothingAroundPartsAsync(StorageScratch scratch)
    {
        foreach (int part in PartSizes.Of(scratch))
        {
            await LeavesNothingAsync(scratch, (2L * part) + 1, [part - 1, part, part + 1, 2L * part, (2L * part) + 1]).ConfigureAwait(false);
        }
    }

    private static async Task LeavesNothingAsync(StorageScratch scratch, long size, long[] positions)
    {
        foreach (long position in positions)
        {
            string name = scratch.Name($"object-{size}-{position}");
            PayloadStream content = new(new Payload(size)) { FailAt = position };
            await Expect.ThrowsAsync<Exception>(() => scratch.UploadAsync(name, content), $"an upload whose content fails after {position} of {size} bytes").ConfigureAwait(false);
            await scratch.ExpectNothingAsync(name).ConfigureAwait(false);
        }
    }

    private static async Task ComesOutAsItIsAsync(StorageScratch scratch)
    {
        PayloadStream content = new(new Payload(2000)) { FailAt = 1000 };
        Exception thrown = await Expect.ThrowsAsync<Exception>(() => scratch.UploadAsync(scratch.Name("object"), content), "an upload whose content fails").ConfigureAwait(false);
        Expect.True(ReferenceEquals(content.Failure, thrown), $"Expected the content's own exception, but the upload {Expect.Tell(thrown)}.");
    }

    private static async Task FailsAtHintAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        PayloadStream content = new(new Payload(1000)) { FailAt = 1000 };
        await Expect.ThrowsAsync<Exception>(
            () => scratch.UploadAsync(name, content, StorageScratch.Options(sizeHintBytes: 1000)), "an upload whose content fails after as many bytes as were hinted")
            .ConfigureAwait(false);
        await scratch.ExpectNothingAsync(name).ConfigureAwait(false);
    }

    private static async Task FreesItsNameAsync(StorageScratch scratch)
    {
        string failed = scratch.Name("failed");
        PayloadStream failing = new(new Payload(100)) { FailAt = 50 };
        await Expect.ThrowsAsync<Exception>(() => scratch.UploadAsync(failed, failing), "an upload whose content fails").ConfigureAwait(false);
        string cancelled = scratch.Name("cancelled");
        using CancellationTokenSource stop = new();
        PayloadStream stopping = new(new Payload(100)) { Moment = 50, AtMoment = stop.Cancel };
        await Expect.ThrowsAsync<OperationCanceledException>(
            () => scratch.Storage.UploadAsync(cancelled, stopping, StorageScratch.Options(), stop.Token), "an upload that is cancelled").ConfigureAwait(false);

        foreach (string name in (string[])[failed, cancelled])
        {
            await scratch.UploadAsync(name, new Payload(30, Seed: 2)).ConfigureAwait(false);
            await scratch.ExpectContentAsync(name, new Payload(30, Seed: 2)).ConfigureAwait(false);
        }
    }

    private static async Task HarmsNoOtherAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        await scratch.UploadAsync(name, new Payload(1000)).ConfigureAwait(false);
        PayloadStream content = new(new Payload(2000, Seed: 2)) { FailAt = 10 };
        await Expect.ThrowsAsync<Exception>(() => scratch.UploadAsync(name, content), "an upload to a taken name whose content fails").ConfigureAwait(false);
        await scratch.ExpectContentAsync(name, new Payload(1000)).ConfigureAwait(false);
    }
}
