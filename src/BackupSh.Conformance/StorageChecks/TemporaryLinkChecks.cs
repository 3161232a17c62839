using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 9: a storage that says that it makes temporary links does. Whether a link works is for the adapter's own tests.</summary>
internal static class TemporaryLinkChecks
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // Source: docs/design.md, "Rotation": clocks may differ by five minutes.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.Errors, "temporary-link-is-declared-and-ends", "It has the ability ITemporaryLinkStorage if and only if that is declared; a link is an HTTP address that ends no later than asked, and is made of nothing but an object that is there.",
            traits => traits.HasTemporaryLinks ? new CheckCost(4, 10) : new CheckCost(1, 0), LinkEndsAsync, isLarge: false),
    ];

    private static async Task LinkEndsAsync(StorageScratch scratch)
    {
        ITemporaryLinkStorage? links = scratch.Storage.GetAbility<ITemporaryLinkStorage>();
        Expect.Equal(scratch.Traits.HasTemporaryLinks, links is not null, "whether it makes temporary links, as declared,");
        if (links is null)
        {
            return;
        }

        string name = scratch.Name("object");
        await scratch.UploadAsync(name, new Payload(10)).ConfigureAwait(false);
        TemporaryLink link = await links.GetTemporaryLinkAsync(name, Lifetime, scratch.Token).ConfigureAwait(false);
        Expect.True(
            link.Address.IsAbsoluteUri && (link.Address.Scheme == Uri.UriSchemeHttps || link.Address.Scheme == Uri.UriSchemeHttp),
            "Expected a link to be an absolute address of HTTP or HTTPS.");
        Expect.True(link.ExpiresAt <= scratch.Time.GetUtcNow() + Lifetime + Skew, $"Expected a link to end within {Lifetime}, found {link.ExpiresAt:O}.");
        await Expect.ThrowsAsync<StorageObjectNotFoundException>(
            () => links.GetTemporaryLinkAsync(scratch.Name("missing"), Lifetime, scratch.Token), "making a link to a missing object").ConfigureAwait(false);
        Exception? thrown = await Expect.CatchAsync(() => links.GetTemporaryLinkAsync(name, TimeSpan.Zero, scratch.Token)).ConfigureAwait(false);
        Expect.True(thrown is ArgumentException, $"Expected a lifetime of zero to be refused with an ArgumentException, but it {Expect.Tell(thrown)}.");
    }
}
