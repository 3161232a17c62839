namespace BackupSh.Conformance.StorageChecks;

/// <summary>The sizes at which a storage that writes in pieces goes wrong.</summary>
internal static class PartSizes
{
    /// <summary>Returns the declared sizes of pieces.</summary>
    internal static IReadOnlyList<int> Of(StorageScratch scratch)
    {
        StorageScratch.Need(scratch.Traits.PartBytes.Count > 0, "It declares no parts.");
        return scratch.Traits.PartBytes;
    }

    /// <summary>Returns contents of one to three pieces, one byte less and one more, and one that divides nothing.</summary>
    internal static IEnumerable<long> Around(int part) => [part - 1, part, part + 1L, 2L * part, (2L * part) + 1, (3L * part) - (part / 3) - 7];

    /// <summary>Returns the cost of a check that does the same with each size of pieces.</summary>
    internal static Func<StorageTraits, CheckCost> Cost(int callsPerPart, Func<long, long> bytesPerPart) =>
        traits => new CheckCost((callsPerPart * traits.PartBytes.Count) + 2, traits.PartBytes.Sum(part => bytesPerPart(part)));
}
