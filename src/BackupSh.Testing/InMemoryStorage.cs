using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Testing;

/// <summary>A storage that keeps its objects in memory, for tests.</summary>
/// <remarks>
/// <para>It keeps all ten clauses of <see cref="IBackupStorage"/>. Beyond them a test can look inside
/// (<see cref="Names"/>, <see cref="GetContent"/>, <see cref="GetMetadata"/>) and damage what it finds (<see cref="Put"/>,
/// <see cref="Remove"/>).</para>
/// <para>Safe for concurrent calls. To make it fail, wrap it in a <see cref="FaultyStorage"/>.</para>
/// </remarks>
public sealed class InMemoryStorage : IBackupStorage, ICreateOnlyStorage, IObjectLockStorage
{
    private readonly ConcurrentDictionary<string, StoredObject> _objects = new(StringComparer.Ordinal);
    private readonly TimeProvider _timeProvider;
    private long _version;

    /// <summary>Initializes an empty storage.</summary>
    /// <param name="timeProvider">Gives <see cref="StorageObject.LastModified"/>; <see langword="null"/> for the system's clock.</param>
    public InMemoryStorage(TimeProvider? timeProvider = null) => _timeProvider = timeProvider ?? TimeProvider.System;

    /// <summary>Gets the name that its exceptions carry.</summary>
    /// <value>The default is <c>memory</c>.</value>
    public string Name { get; init; } = "memory";

    /// <summary>Gets a value indicating whether it has the ability <see cref="ICreateOnlyStorage"/>.</summary>
    /// <value>The default is <see langword="true"/>. If <see langword="false"/>, a name is looked up only when an upload
    /// starts, and the last of two racing uploads wins, as in storages that know no better.</value>
    public bool CreatesOnly { get; init; } = true;

    /// <summary>Gets what is created only if its name is free. Ignored unless <see cref="CreatesOnly"/> is set.</summary>
    /// <value>The default is <see cref="CreateOnlyScope.AllObjects"/>. It is only declared: both scopes behave alike.</value>
    public CreateOnlyScope Scope { get; init; } = CreateOnlyScope.AllObjects;

    /// <summary>Gets a value indicating whether it has the ability <see cref="IObjectLockStorage"/>.</summary>
    /// <value>The default is <see langword="true"/>. If <see langword="false"/>, <see cref="UploadOptions.RetainUntil"/> is
    /// passed over, as storages do that know no locks.</value>
    public bool Locks { get; init; } = true;

    /// <summary>Gets or sets a value indicating whether objects may be deleted.</summary>
    /// <value>The default is <see langword="true"/>. If <see langword="false"/>, every existing object is
    /// <see cref="DeleteStatus.Retained"/>, as is one whose <see cref="UploadOptions.RetainUntil"/> lies ahead.</value>
    public bool AllowsDelete { get; set; } = true;

    /// <summary>Gets the names of all objects, in ordinal order: a copy.</summary>
    public IReadOnlyList<string> Names => [.. _objects.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Tells whether there is an object of a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns><see langword="true"/> if there is one.</returns>
    public bool Contains(string name) => _objects.ContainsKey(name);

    /// <summary>Returns an object's content.</summary>
    /// <param name="name">The object's name.</param>
    /// <returns>A copy of the bytes.</returns>
    /// <exception cref="KeyNotFoundException">There is no such object.</exception>
    public byte[] GetContent(string name) => [.. Existing(name).Content];

    /// <summary>Returns what was stored with an object.</summary>
    /// <param name="name">The object's name.</param>
    /// <returns>The <see cref="UploadOptions.Metadata"/> of its upload; empty if it came by <see cref="Put"/>.</returns>
    /// <exception cref="KeyNotFoundException">There is no such object.</exception>
    public IReadOnlyDictionary<string, string> GetMetadata(string name) => Existing(name).Options.Metadata;

    /// <summary>Puts an object there, over an existing one too: another program's file, or a damaged content.</summary>
    /// <param name="name">The name; any text, foreign names as well.</param>
    /// <param name="content">The bytes, which are copied.</param>
    /// <param name="lastModified">Its time, or <see langword="null"/> for now.</param>
    public void Put(string name, ReadOnlySpan<byte> content, DateTimeOffset? lastModified = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        _objects[name] = Make(name, content.ToArray(), new UploadOptions { RunId = "" }, lastModified);
    }

    /// <summary>Takes an object away, locked or not, behind the back of who uses the storage.</summary>
    /// <param name="name">The name.</param>
    /// <returns><see langword="true"/> if there was one.</returns>
    public bool Remove(string name) => _objects.TryRemove(name, out _);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StorageObject> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        foreach (StoredObject stored in _objects.Values.Where(stored => stored.Facts.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return stored.Facts;
        }

        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<StorageObject> UploadAsync(
        string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        ObjectName.ThrowIfInvalid(name);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        if (_objects.ContainsKey(name))
        {
            throw new StorageObjectExistsException(Name, name);
        }

        byte[] bytes = await ReadAsync(content, options.Progress, cancellationToken).ConfigureAwait(false);
        StoredObject stored = Make(name, bytes, options, lastModified: null);
        if (!CreatesOnly)
        {
            _objects[name] = stored;
        }
        else if (!_objects.TryAdd(name, stored))
        {
            throw new StorageObjectExistsException(Name, name);
        }

        return stored.Facts;
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default)
    {
        ObjectName.ThrowIfInvalid(name);
        ArgumentOutOfRangeException.ThrowIfNegative(range.Offset);
        ArgumentOutOfRangeException.ThrowIfNegative(range.Length ?? 0);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<Stream>(cancellationToken);
        }

        if (!_objects.TryGetValue(name, out StoredObject? stored))
        {
            return Task.FromException<Stream>(new StorageObjectNotFoundException(Name, name));
        }

        if (range.IfVersion is { } version && version != stored.Facts.Version)
        {
            return Task.FromException<Stream>(new StorageException(Name, name, ErrorTexts.Error("BSH0252", name, Name)));
        }

        int offset = (int)Math.Min(range.Offset, stored.Content.Length);
        int length = (int)Math.Min(range.Length ?? long.MaxValue, stored.Content.Length - offset);
        return Task.FromResult<Stream>(new MemoryStream(stored.Content, offset, length, writable: false));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (string name in names)
        {
            ObjectName.ThrowIfInvalid(name);
        }

        return cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<IReadOnlyList<DeleteOutcome>>(cancellationToken)
            : Task.FromResult<IReadOnlyList<DeleteOutcome>>([.. names.Select(Delete)]);
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset?> GetRetainedUntilAsync(string name, CancellationToken cancellationToken = default)
    {
        ObjectName.ThrowIfInvalid(name);
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled<DateTimeOffset?>(cancellationToken)
            : _objects.TryGetValue(name, out StoredObject? stored) ? Task.FromResult(stored.Options.RetainUntil?.ToUniversalTime())
            : Task.FromException<DateTimeOffset?>(new StorageObjectNotFoundException(Name, name));
    }

    /// <inheritdoc/>
    public T? GetAbility<T>()
        where T : class =>
        (typeof(T) == typeof(ICreateOnlyStorage) && !CreatesOnly) || (typeof(T) == typeof(IObjectLockStorage) && !Locks) ? null : this as T;

    private static async Task<byte[]> ReadAsync(Stream content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new();
        byte[] buffer = new byte[81920];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            bytes.Write(buffer, 0, read);
            progress?.Report(bytes.Length);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return bytes.ToArray();
    }

    private StoredObject Make(string name, byte[] content, UploadOptions options, DateTimeOffset? lastModified)
    {
        StorageObject facts = new(name, content.Length, (lastModified ?? _timeProvider.GetUtcNow()).ToUniversalTime())
        {
            Version = "v" + Interlocked.Increment(ref _version),
            Checksum = "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)),
        };
        return new StoredObject(facts, content, options);
    }

    private StoredObject Existing(string name) =>
        _objects.TryGetValue(name, out StoredObject? stored)
            ? stored
            : throw new KeyNotFoundException($"There is no object '{name}'. There are: {string.Join(", ", Names)}.");

    private DeleteOutcome Delete(string name)
    {
        if (!_objects.TryGetValue(name, out StoredObject? stored))
        {
            return new DeleteOutcome(name, DeleteStatus.NotFound);
        }

        if (!AllowsDelete || (Locks && stored.Options.RetainUntil > _timeProvider.GetUtcNow()))
        {
            return new DeleteOutcome(name, DeleteStatus.Retained, ErrorTexts.Error("BSH0251", name, Name));
        }

        return new DeleteOutcome(name, _objects.TryRemove(name, out _) ? DeleteStatus.Deleted : DeleteStatus.NotFound);
    }

    private sealed record StoredObject(StorageObject Facts, byte[] Content, UploadOptions Options);
}
