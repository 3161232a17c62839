using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Testing;

/// <summary>A fault of a <see cref="FaultyStorage"/> while it is written: which calls, which moment, and at last what happens.</summary>
/// <remarks>Without <see cref="Call"/> it strikes every call, without a moment before the storage behind is asked. It is
/// part of the script once its verb is called: <see cref="Fail(Exception?)"/>, <see cref="Hang"/>, <see cref="WaitFor"/>,
/// <see cref="Corrupt"/>, <see cref="Truncate"/>, <see cref="Invent"/> or one of the lies.</remarks>
public sealed class StorageFault
{
    private readonly FaultyStorage _storage;
    private readonly StorageOperation _operation;
    private Func<StorageCall, bool> _isNamed = static _ => true;
    private Func<CancellationToken, Task> _strike = static _ => Task.CompletedTask;
    private Func<StorageObject, StorageObject?> _tellObject = static found => found;
    private Func<DeleteOutcome, DeleteOutcome> _tellOutcome = static outcome => outcome;
    private int? _call;
    private int _callCount;

    internal StorageFault(FaultyStorage storage, StorageOperation operation)
    {
        _storage = storage;
        _operation = operation;
    }

    internal FaultMoment Moment { get; private set; } = FaultMoment.Before;

    internal long Position { get; private set; }

    internal bool Corrupts { get; private set; }

    internal bool Truncates { get; private set; }

    internal StorageObject? Invented { get; private set; }

    /// <summary>Strikes one call only.</summary>
    /// <param name="ordinal">Which, counted from 1, among the calls of the operation that <c>Named</c> lets through.</param>
    /// <returns>This fault.</returns>
    public StorageFault Call(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ordinal, 1);
        _call = ordinal;
        return this;
    }

    /// <summary>Strikes only calls for a certain object; for a listing, of a certain prefix.</summary>
    /// <param name="name">The name. A deletion of several objects is struck if it is among them.</param>
    /// <returns>This fault.</returns>
    public StorageFault Named(string name) => Named(candidate => candidate == name);

    /// <summary>Strikes only calls for certain objects; for a listing, of certain prefixes.</summary>
    /// <param name="isNamed">Tells of a name whether it is meant.</param>
    /// <returns>This fault.</returns>
    public StorageFault Named(Func<string, bool> isNamed)
    {
        _isNamed = call => call.Names.Any(isNamed);
        return this;
    }

    /// <summary>Strikes while content flows: in an upload what the storage behind reads, else what the caller reads.</summary>
    /// <param name="position">How many bytes pass before it, counted from the start of the stream. If there are fewer, it
    /// strikes at their end.</param>
    /// <returns>This fault.</returns>
    public StorageFault AtByte(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        Expect("have no content", StorageOperation.Upload, StorageOperation.OpenRead);
        return At(FaultMoment.AtByte, position);
    }

    /// <summary>Strikes while a listing flows.</summary>
    /// <param name="position">How many entries pass before it. If there are fewer, it strikes at their end.</param>
    /// <returns>This fault.</returns>
    public StorageFault AtEntry(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        Expect("have no entries", StorageOperation.List);
        return At(FaultMoment.AtEntry, position);
    }

    /// <summary>Strikes after the storage behind has done what was asked: a lost acknowledgement.</summary>
    /// <returns>This fault.</returns>
    public StorageFault AfterIsApplied() => At(FaultMoment.After, 0);

    /// <summary>Fails.</summary>
    /// <param name="exception">The failure; <see langword="null"/> for a permanent <see cref="StorageException"/> (<c>BSH0250</c>).</param>
    /// <returns>The storage, for the next fault.</returns>
    public FaultyStorage Fail(Exception? exception = null) =>
        Strike(_ => Task.FromException(exception ?? Scripted(isTransient: false)));

    /// <summary>Fails with a transient <see cref="StorageException"/> (<c>BSH0250</c>).</summary>
    /// <returns>The storage, for the next fault.</returns>
    public FaultyStorage FailTransiently() => Strike(_ => Task.FromException(Scripted(isTransient: true)));

    /// <summary>Does nothing until the call is cancelled.</summary>
    /// <returns>The storage, for the next fault.</returns>
    public FaultyStorage Hang() => WaitFor(new TaskCompletionSource().Task);

    /// <summary>Waits for a gate that the test opens, then goes on.</summary>
    /// <param name="gate">The gate. If it fails, so does the call. Cancelling the call ends the wait.</param>
    /// <returns>The storage, for the next fault.</returns>
    public FaultyStorage WaitFor(Task gate) => Strike(token => gate.WaitAsync(token));

    /// <summary>Flips the lowest bit of a byte. Needs <see cref="AtByte"/>.</summary>
    /// <returns>The storage, for the next fault.</returns>
    public FaultyStorage Corrupt()
    {
        ExpectMoment(FaultMoment.AtByte);
        Corrupts = true;
        return _storage.Add(this);
    }

    /// <summary>Ends the content or the listing early, as if it were whole. Needs <see cref="AtByte"/> or <see cref="AtEntry"/>.</summary>
    /// <returns>The storage, for the next fault.</returns>
    public FaultyStorage Truncate()
    {
        ExpectMoment(FaultMoment.AtByte, FaultMoment.AtEntry);
        Truncates = true;
        return _storage.Add(this);
    }

    /// <summary>Adds an object to the end of a listing that is not there.</summary>
    /// <param name="phantom">The object. It is listed whatever the prefix.</param>
    /// <returns>The storage, for the next fault.</returns>
    public FaultyStorage Invent(StorageObject phantom)
    {
        Expect("list nothing", StorageOperation.List);
        Invented = phantom;
        return _storage.Add(this);
    }

    /// <summary>Says something else of the objects that a listing or an upload returns.</summary>
    /// <param name="tell">Returns what to say, or in a listing <see langword="null"/> to hide the object.</param>
    /// <returns>The storage, for the next fault.</returns>
    public FaultyStorage LieAboutObjects(Func<StorageObject, StorageObject?> tell)
    {
        Expect("return no objects", StorageOperation.List, StorageOperation.Upload);
        _tellObject = tell;
        return _storage.Add(this);
    }

    /// <summary>Says something else of what became of objects that were to be deleted.</summary>
    /// <param name="tell">Returns what to say.</param>
    /// <returns>The storage, for the next fault.</returns>
    public FaultyStorage LieAboutOutcomes(Func<DeleteOutcome, DeleteOutcome> tell)
    {
        Expect("return no outcomes", StorageOperation.Delete);
        _tellOutcome = tell;
        return _storage.Add(this);
    }

    internal bool IsMeantFor(StorageCall call) =>
        call.Operation == _operation
        && _isNamed(call)
        && Interlocked.Increment(ref _callCount) is int ordinal
        && (_call ?? ordinal) == ordinal;

    internal Task StrikeAsync(CancellationToken cancellationToken) => _strike(cancellationToken);

    internal StorageObject? Tell(StorageObject? found) => found is null ? null : _tellObject(found);

    internal DeleteOutcome Tell(DeleteOutcome outcome) => _tellOutcome(outcome);

    private static StorageException Scripted(bool isTransient) =>
        new("faulty", objectName: null, ErrorTexts.Error("BSH0250"), isTransient: isTransient);

    private FaultyStorage Strike(Func<CancellationToken, Task> strike)
    {
        _strike = strike;
        return _storage.Add(this);
    }

    private StorageFault At(FaultMoment moment, long position)
    {
        Moment = moment;
        Position = position;
        return this;
    }

    private void Expect(string otherwise, params ReadOnlySpan<StorageOperation> operations)
    {
        if (!operations.Contains(_operation))
        {
            throw new InvalidOperationException($"Calls of {_operation} {otherwise}.");
        }
    }

    private void ExpectMoment(params ReadOnlySpan<FaultMoment> moments)
    {
        if (!moments.Contains(Moment))
        {
            throw new InvalidOperationException($"Say first where: {string.Join(" or ", moments.ToArray())}.");
        }
    }
}
