using System.Security.Cryptography;
using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 3: what a storage says of its objects is so.</summary>
internal static class FactChecks
{
    // The engine does not rotate a storage whose clock is further off. Source: docs/design.md.
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(5);

    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.ReadAfterWrite, "upload-returns-what-is-listed", "An upload returns the name, size and version that listings show, and the same checksum if they show one.",
            calls: 5, bytes: 1234, ReturnsWhatIsListedAsync),
        new(
            StorageClause.ReadAfterWrite, "times-are-utc-and-true", "An object's time has the offset zero and is this machine's, within five minutes.",
            calls: 4, bytes: 10, TimesAreTrueAsync),
        new(
            StorageClause.ReadAfterWrite, "versions-are-declared", "Objects have versions if and only if that is declared; other content is another version.",
            calls: 6, bytes: 20, VersionsAreDeclaredAsync),
        new(
            StorageClause.ReadAfterWrite, "checksums-are-declared-and-true",
            "Checksums are algorithm:hex of the declared algorithm; the same content has the same one, other content another.",
            calls: 5, bytes: 3 * 1234, ChecksumsAreTrueAsync),
    ];

    private static async Task ReturnsWhatIsListedAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        StorageObject stored = await scratch.UploadAsync(name, new Payload(1234)).ConfigureAwait(false);
        await scratch.ExpectNamesAsync([name]).ConfigureAwait(false);
        StorageObject listed = (await scratch.ListAsync().ConfigureAwait(false))[0];
        Expect.Equal((name, 1234L), (stored.Name, stored.SizeBytes), "the name and size that an upload returns");
        Expect.Equal(
            (stored.Name, stored.SizeBytes, stored.Version, stored.Checksum),
            (listed.Name, listed.SizeBytes, listed.Version, listed.Checksum ?? stored.Checksum),
            "what is listed of an object");
    }

    private static async Task TimesAreTrueAsync(StorageScratch scratch)
    {
        StorageObject stored = await scratch.UploadAsync(scratch.Name("object"), new Payload(10)).ConfigureAwait(false);
        List<StorageObject> listed = await scratch.ListAsync(found => found.Count == 1).ConfigureAwait(false);
        foreach (StorageObject item in listed.Prepend(stored))
        {
            TimeSpan skew = (scratch.Time.GetUtcNow() - item.LastModified).Duration();
            Expect.Equal(TimeSpan.Zero, item.LastModified.Offset, "the offset of an object's time");
            Expect.True(skew <= MostSkew, $"Expected an object's time to be now, but it differs by {skew}: a wrong clock, or a wrong time zone.");
        }
    }

    private static async Task VersionsAreDeclaredAsync(StorageScratch scratch)
    {
        string name = scratch.Name("object");
        StorageObject old = await scratch.UploadAsync(name, new Payload(10)).ConfigureAwait(false);
        Expect.Equal(scratch.Traits.HasVersions, old.Version is not null, "whether objects have versions, as declared,");
        await scratch.DeleteAsync(name).ConfigureAwait(false);
        StorageObject replaced = await scratch.UploadAsync(name, new Payload(10, Seed: 2)).ConfigureAwait(false);
        Expect.True(old.Version is null || old.Version != replaced.Version, $"Expected other content to be another version, but both are '{old.Version}'.");
    }

    private static async Task ChecksumsAreTrueAsync(StorageScratch scratch)
    {
        Payload payload = new(1234);
        string? checksum = (await scratch.UploadAsync(scratch.Name("one"), payload).ConfigureAwait(false)).Checksum;
        string? same = (await scratch.UploadAsync(scratch.Name("same"), payload).ConfigureAwait(false)).Checksum;
        string? other = (await scratch.UploadAsync(scratch.Name("other"), payload with { Seed = 2 }).ConfigureAwait(false)).Checksum;
        Expect.Equal(scratch.Traits.ChecksumAlgorithm, checksum?.Split(':')[0], "the algorithm of checksums, as declared,");
        if (checksum is null)
        {
            return;
        }

        string hex = checksum[(checksum.IndexOf(':', StringComparison.Ordinal) + 1)..];
        Expect.True(hex.Length > 0 && hex.All(char.IsAsciiHexDigitLower), $"Expected the checksum to be algorithm:hex in lower case, found '{checksum}'.");
        Expect.Equal(checksum, same, "the checksum of the same content under another name");
        Expect.True(checksum != other, $"Expected other content to have another checksum, but both have '{checksum}'.");
        if (scratch.Traits.ChecksumAlgorithm == "sha256")
        {
            Expect.Equal(Convert.ToHexStringLower(SHA256.HashData(payload.ToArray())), hex, "the SHA-256 of the content");
        }
    }
}
