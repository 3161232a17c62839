using BackupSh.Storage;

namespace BackupSh.Testing.Tests.Conformance.Mutants;

/// <summary>Storages whose links and locks are not what they say.</summary>
internal static class AbilityMutants
{
    private const string Link = "temporary-link-is-declared-and-ends";
    private const string Lock = "object-lock-is-declared-and-holds";

    internal static IEnumerable<Mutant> All =>
    [
        new("makes links and does not declare it", storage => Offer(storage, new OddLinks(storage)), Link),
        new("declares links and makes none", _ => { }, Link) { Declare = traits => traits with { HasTemporaryLinks = true } },
        Links("makes links that do not end", (_, _) => new TemporaryLink(new Uri("https://example.com/a"), DateTimeOffset.MaxValue)),
        Links("makes links to files of its own", (_, end) => new TemporaryLink(new Uri("file:///srv/a"), end)),
        Links("makes links to what is not there", (_, end) => new TemporaryLink(new Uri("https://example.com/a"), end), looks: false),
        Links("makes links that end at once", (_, end) => new TemporaryLink(new Uri("https://example.com/a"), end), refusesZero: false),
        new("locks and does not declare it", _ => { }, Lock) { Declare = traits => traits with { HasObjectLock = false } },
        new("declares locks and has none", storage => Hide(storage, typeof(IObjectLockStorage)), Lock),
        new("passes over the lock date", PassesOver, Lock),
        new("deletes what is locked", DeletesAll, Lock),
        new("says that it failed to delete what is locked", Fails, Lock),
    ];

    private static Mutant Links(string name, Func<string, DateTimeOffset, TemporaryLink> make, bool looks = true, bool refusesZero = true) =>
        new(name, storage => Offer(storage, new OddLinks(storage) { Make = make, Looks = looks, RefusesZero = refusesZero }), Link)
        {
            Declare = traits => traits with { HasTemporaryLinks = true },
        };

    private static void Offer(BrokenStorage storage, ITemporaryLinkStorage links) =>
        storage.Ability = type => type == typeof(ITemporaryLinkStorage) ? links : null;

    private static void Hide(BrokenStorage storage, Type hidden) => storage.Ability = type =>
        type == hidden ? null : type.IsInstanceOfType(storage) ? storage : type.IsInstanceOfType(storage.Inner) ? storage.Inner : null;

    private static void PassesOver(BrokenStorage storage) => storage.Upload = (name, content, _, token) =>
        storage.Inner.UploadAsync(name, content, new UploadOptions { RunId = "broken" }, token);

    private static void DeletesAll(BrokenStorage storage) => storage.Delete = (names, _) =>
        Task.FromResult<IReadOnlyList<DeleteOutcome>>(
            [.. names.Select(name => new DeleteOutcome(name, storage.Inner.Remove(name) ? DeleteStatus.Deleted : DeleteStatus.NotFound))]);

    private static void Fails(BrokenStorage storage) => storage.Delete = async (names, token) =>
        [
            .. (await storage.Inner.DeleteAsync(names, token)).Select(outcome =>
                outcome.Status == DeleteStatus.Retained ? outcome with { Status = DeleteStatus.Failed } : outcome),
        ];

    private sealed class OddLinks(BrokenStorage storage) : ITemporaryLinkStorage
    {
        internal Func<string, DateTimeOffset, TemporaryLink> Make { get; init; } = (name, end) => new TemporaryLink(new Uri("https://example.com/" + name), end);

        internal bool Looks { get; init; } = true;

        internal bool RefusesZero { get; init; } = true;

        public Task<TemporaryLink> GetTemporaryLinkAsync(string name, TimeSpan lifetime, CancellationToken cancellationToken = default)
        {
            if (RefusesZero)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
            }

            return Looks && !storage.Inner.Contains(name)
                ? Task.FromException<TemporaryLink>(new StorageObjectNotFoundException("broken", name))
                : Task.FromResult(Make(name, TimeProvider.System.GetUtcNow() + lifetime));
        }
    }
}
