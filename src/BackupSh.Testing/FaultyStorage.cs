using System.Runtime.CompilerServices;
using BackupSh.Storage;

namespace BackupSh.Testing;

/// <summary>A storage in front of another one that fails, hangs or lies where a test says so, and records every call.</summary>
/// <remarks>
/// <para>A script reads like a sentence:</para>
/// <code>
/// FaultyStorage storage = new FaultyStorage(new InMemoryStorage())
///     .On(StorageOperation.Upload).Call(2).AtByte(1024).Fail()
///     .On(StorageOperation.Upload).Named("erp.info").AfterIsApplied().Fail(lostAcknowledgement)
///     .On(StorageOperation.List).AtEntry(3).Truncate();
/// </code>
/// <para>Calls that no fault is meant for reach the other storage as they are. If several faults are meant for one call,
/// they act in the order in which they were written. Safe for concurrent calls; the script is written before them.</para>
/// </remarks>
public sealed class FaultyStorage : IBackupStorage
{
    private readonly IBackupStorage _inner;
    private readonly List<StorageFault> _faults = [];
    private readonly List<StorageCall> _calls = [];

    /// <summary>Initializes a storage without faults.</summary>
    /// <param name="inner">The storage behind it.</param>
    public FaultyStorage(IBackupStorage inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
    }

    /// <summary>Gets the calls so far in the order of their arrival, the failed ones too: a copy.</summary>
    public IReadOnlyList<StorageCall> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Starts to write a fault.</summary>
    /// <param name="operation">The operation that it is meant for.</param>
    /// <returns>The fault, to be finished by one of its verbs (<see cref="StorageFault.Fail(Exception?)"/>, …).</returns>
    public StorageFault On(StorageOperation operation) => new(this, operation);

    /// <summary>Forgets all faults: from now on everything works. The recorded calls stay.</summary>
    public void Heal()
    {
        lock (_faults)
        {
            _faults.Clear();
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StorageObject> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<StorageFault> faults = Record(StorageOperation.List, [prefix]);
        await StrikeAsync(faults, FaultMoment.Before, cancellationToken).ConfigureAwait(false);
        int entry = 0;
        await foreach (StorageObject found in _inner.ListAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            if (await StrikeAsync(faults, entry, entry, cancellationToken).ConfigureAwait(false))
            {
                yield break;
            }

            entry++;

            if (faults.Aggregate((StorageObject?)found, (told, fault) => fault.Tell(told)) is { } told)
            {
                yield return told;
            }
        }

        if (!await StrikeAsync(faults, entry, int.MaxValue, cancellationToken).ConfigureAwait(false))
        {
            foreach (StorageObject invented in faults.Select(fault => fault.Invented).OfType<StorageObject>())
            {
                yield return invented;
            }
        }

        await StrikeAsync(faults, FaultMoment.After, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<StorageObject> UploadAsync(
        string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        List<StorageFault> faults = Record(StorageOperation.Upload, [name]);
        await StrikeAsync(faults, FaultMoment.Before, cancellationToken).ConfigureAwait(false);
        Stream faulty = FaultStream.Over(content, faults, ownsInner: false);
        StorageObject stored = await _inner.UploadAsync(name, faulty, options, cancellationToken).ConfigureAwait(false);
        await StrikeAsync(faults, FaultMoment.After, cancellationToken).ConfigureAwait(false);
        return faults.Aggregate(stored, (told, fault) => fault.Tell(told) ?? told);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default)
    {
        List<StorageFault> faults = Record(StorageOperation.OpenRead, [name]);
        await StrikeAsync(faults, FaultMoment.Before, cancellationToken).ConfigureAwait(false);
        Stream content = await _inner.OpenReadAsync(name, range, cancellationToken).ConfigureAwait(false);
        try
        {
            await StrikeAsync(faults, FaultMoment.After, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await content.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return FaultStream.Over(content, faults, ownsInner: true);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(
        IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        List<StorageFault> faults = Record(StorageOperation.Delete, [.. names]);
        await StrikeAsync(faults, FaultMoment.Before, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DeleteOutcome> outcomes = await _inner.DeleteAsync(names, cancellationToken).ConfigureAwait(false);
        await StrikeAsync(faults, FaultMoment.After, cancellationToken).ConfigureAwait(false);
        return [.. outcomes.Select(outcome => faults.Aggregate(outcome, (told, fault) => fault.Tell(told)))];
    }

    /// <inheritdoc/>
    public T? GetAbility<T>()
        where T : class => this as T ?? _inner.GetAbility<T>();

    internal FaultyStorage Add(StorageFault fault)
    {
        lock (_faults)
        {
            _faults.Add(fault);
        }

        return this;
    }

    private static async Task StrikeAsync(List<StorageFault> faults, FaultMoment moment, CancellationToken cancellationToken)
    {
        foreach (StorageFault fault in faults.Where(fault => fault.Moment == moment))
        {
            await fault.StrikeAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns><see langword="true"/> if the listing ends here.</returns>
    private static async Task<bool> StrikeAsync(
        List<StorageFault> faults, int firstEntry, int lastEntry, CancellationToken cancellationToken)
    {
        foreach (StorageFault fault in faults.Where(
            fault => fault.Moment == FaultMoment.AtEntry && fault.Position >= firstEntry && fault.Position <= lastEntry))
        {
            if (fault.Truncates)
            {
                return true;
            }

            await fault.StrikeAsync(cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    private List<StorageFault> Record(StorageOperation operation, IReadOnlyList<string> names)
    {
        StorageCall call = new(operation, names);
        lock (_calls)
        {
            _calls.Add(call);
        }

        lock (_faults)
        {
            return [.. _faults.Where(fault => fault.IsMeantFor(call))];
        }
    }
}
