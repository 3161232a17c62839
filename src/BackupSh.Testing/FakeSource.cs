using BackupSh.Shared;
using BackupSh.Sources;

namespace BackupSh.Testing;

/// <summary>A source that gives the bytes a test asks for, fails or waits where it says, and remembers what was restored.</summary>
/// <remarks>Safe for concurrent calls. Content is either given (<see cref="Content"/>) or made (<see cref="SizeBytes"/>),
/// so that a test of gigabytes needs no memory.</remarks>
public sealed class FakeSource : IRestorableBackupSource
{
    // 251 is prime, so the pattern never falls into step with a block, a part or a page.
    private const int PatternBytes = 251;
    private const int BlockBytes = 16384;
    private readonly Lock _lock = new();
    private readonly List<FakeRestore> _restores = [];

    /// <summary>Gets the name that its exceptions carry.</summary>
    /// <value>The default is <c>fake</c>.</value>
    public string Name { get; init; } = "fake";

    /// <summary>Gets what it says of itself.</summary>
    /// <value>The default is a database <c>fake</c> of kind <c>fake</c> with the extension <c>bin</c>, without a size hint.</value>
    public SourceDescription Description { get; init; } = new("fake", "fake", "bin") { RestoreCommand = "> fake.bin" };

    /// <summary>Gets the content to give, or <see langword="null"/> to make one of <see cref="SizeBytes"/>.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    /// <summary>Gets how many bytes to make: byte <c>i</c> is <c>i % 251</c>. Ignored if <see cref="Content"/> is set.</summary>
    /// <value>The default is 1000; <see cref="long.MaxValue"/> never ends.</value>
    public long SizeBytes { get; init; } = 1000;

    /// <summary>Gets after how many bytes to fail, or <see langword="null"/> not to.</summary>
    /// <value>If there are fewer bytes, it fails after the last one.</value>
    public long? FailAtByte { get; init; }

    /// <summary>Gets the failure of <see cref="FailAtByte"/>.</summary>
    /// <value>The default, <see langword="null"/>, is a <see cref="BackupSourceException"/> (<c>BSH0253</c>).</value>
    public Exception? Failure { get; init; }

    /// <summary>Gets after how many bytes to wait for <see cref="Gate"/>.</summary>
    /// <value>The default is 0. If there are fewer bytes, it waits after the last one.</value>
    public long WaitAtByte { get; init; }

    /// <summary>Gets what to wait for: a gate that the test opens. Cancelling the dump ends the wait.</summary>
    /// <value>The default is open.</value>
    public Task Gate { get; init; } = Task.CompletedTask;

    /// <summary>Gets what a dump reports when it has ended well.</summary>
    public SourceReport Report { get; init; } = new();

    /// <summary>Gets what was restored, in the order in which it was published: a copy.</summary>
    public IReadOnlyList<FakeRestore> Restores
    {
        get
        {
            lock (_lock)
            {
                return [.. _restores];
            }
        }
    }

    /// <inheritdoc/>
    public SourceDescription Describe(string? database = null) =>
        database is null ? Description : Description with { Database = database };

    /// <inheritdoc/>
    public async Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(request);
        long size = Content?.Length ?? SizeBytes;
        long wait = Math.Min(WaitAtByte, size);
        long end = Math.Min(FailAtByte ?? size, size);
        await WriteAsync(destination, 0, Math.Min(wait, end), cancellationToken).ConfigureAwait(false);
        if (wait <= end)
        {
            await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            await WriteAsync(destination, wait, end, cancellationToken).ConfigureAwait(false);
        }

        return FailAtByte is null ? Report : throw FailureAt(end);
    }

    /// <inheritdoc/>
    /// <remarks>Fails if a dump would (<see cref="FailAtByte"/>), and reports what a dump reports; waits for nothing.</remarks>
    public Task<SourceReport> CheckAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return FailAtByte is { } end ? Task.FromException<SourceReport>(FailureAt(end)) : Task.FromResult(Report);
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is remembered of a restore that fails, whose content does not end well, or whose
    /// <see cref="RestoreRequest.BeforePublish"/> throws.</remarks>
    public async Task<RestoreReport> RestoreAsync(Stream content, RestoreRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(request);
        ThrowIfTaken(request);
        using MemoryStream bytes = new();
        await content.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        await request.BeforePublish(request.Target, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ThrowIfTaken(request);
            bool replaces = _restores.Exists(restore => restore.Request.Target == request.Target);
            _restores.Add(new FakeRestore(request, bytes.ToArray()));
            return new RestoreReport(request.Target) { PreviousTarget = replaces ? request.Target + ".previous" : null };
        }
    }

    private Exception FailureAt(long position) => Failure ?? new BackupSourceException(Name, ErrorTexts.Error("BSH0253", Name, position));

    private async Task WriteAsync(Stream destination, long from, long to, CancellationToken cancellationToken)
    {
        byte[] made = new byte[BlockBytes];
        for (long position = from; position < to;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = (int)Math.Min(BlockBytes, to - position);
            ReadOnlyMemory<byte> block = Content is { } given ? given.Slice((int)position, count) : Make(made, position, count);
            await destination.WriteAsync(block, cancellationToken).ConfigureAwait(false);
            position += count;
        }
    }

    private static ReadOnlyMemory<byte> Make(byte[] block, long position, int count)
    {
        for (int i = 0; i < count; i++)
        {
            block[i] = (byte)((position + i) % PatternBytes);
        }

        return block.AsMemory(0, count);
    }

    private void ThrowIfTaken(RestoreRequest request)
    {
        lock (_lock)
        {
            if (!request.Replace && _restores.Exists(restore => restore.Request.Target == request.Target))
            {
                throw new BackupSourceException(Name, ErrorTexts.Error("BSH0254", request.Target));
            }
        }
    }
}
