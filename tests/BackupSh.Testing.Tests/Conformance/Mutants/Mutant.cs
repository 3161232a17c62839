using BackupSh.Conformance;
using BackupSh.Storage;

namespace BackupSh.Testing.Tests.Conformance.Mutants;

/// <summary>A storage with one fault, and the checks that must catch it.</summary>
internal sealed class Mutant(string name, Action<BrokenStorage> harm, params string[] caughtBy)
{
    internal string Name => name;

    internal IReadOnlyList<string> CaughtBy => caughtBy;

    /// <summary>Gets what it declares wrongly, or must declare for its fault to matter.</summary>
    internal Func<StorageTraits, StorageTraits> Declare { get; init; } = static traits => traits;

    /// <summary>Gets what a further instance sees, if not the same objects.</summary>
    internal Func<IBackupStorage>? Another { get; init; }

    /// <summary>Gets what stands for a storage that is not there.</summary>
    internal Func<IBackupStorage> Missing { get; init; } = static () => new MissingStorage();

    /// <summary>Gets a value indicating whether it is caught because it hangs.</summary>
    internal bool Hangs { get; init; }

    internal StorageConformance Open()
    {
        BrokenStorage storage = new(new InMemoryStorage());
        harm(storage);
        return new MutantConformance(this, storage);
    }

    private sealed class MutantConformance : StorageConformance
    {
        private readonly Mutant _mutant;
        private readonly BrokenStorage _storage;
        private int _opened;

        internal MutantConformance(Mutant mutant, BrokenStorage storage)
        {
            _mutant = mutant;
            _storage = storage;
            Traits = mutant.Declare(new InMemoryConformance(new InMemoryStorage()).Traits with { HasQuota = true });
        }

        public override StorageTraits Traits { get; }

        // A second is long for these storages, and short for whoever waits for a mutant that hangs.
        public override TimeSpan Timeout => _mutant.Hangs ? TimeSpan.FromSeconds(1) : base.Timeout;

        public override Task<IBackupStorage> OpenAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult(Interlocked.Increment(ref _opened) == 1 || _mutant.Another is null ? _storage : _mutant.Another());

        public override Task<IBackupStorage?> OpenMissingAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult<IBackupStorage?>(_mutant.Missing());
    }
}
