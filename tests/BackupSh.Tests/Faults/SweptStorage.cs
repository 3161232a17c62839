using System.Runtime.CompilerServices;
using BackupSh.Storage;

namespace BackupSh.Tests.Faults;

/// <summary>A storage whose calls a <see cref="Sweep"/> counts and strikes.</summary>
public sealed class SweptStorage(IBackupStorage inner, Sweep sweep) : IBackupStorage
{
    public async IAsyncEnumerable<StorageObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using IDisposable call = sweep.Enter();
        bool struck = await sweep.BeginAsync($"list {prefix}", cancellationToken);
        List<StorageObject> found = [];
        await foreach (StorageObject stored in inner.ListAsync(prefix, cancellationToken))
        {
            found.Add(Corrupts(struck) ? stored with { SizeBytes = stored.SizeBytes + 1 } : stored);
        }

        await sweep.EndAsync(struck, cancellationToken);
        foreach (StorageObject stored in Truncates(struck) ? found.Where((_, i) => i % 2 == 0) : found)
        {
            yield return stored;
        }
    }

    public async Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        using IDisposable call = sweep.Enter();
        bool struck = await sweep.BeginAsync($"upload {name}", cancellationToken);
        Stream stored = Corrupts(struck) || Truncates(struck) ? await DamageAsync(content, cancellationToken) : content;

        // A request that is on its way is not called back by cancelling it.
        CancellationToken token = struck && sweep.Fault == Fault.ApplyLate ? CancellationToken.None : cancellationToken;
        StorageObject result = await inner.UploadAsync(name, stored, options, token);
        await sweep.EndAsync(struck, cancellationToken);
        return result;
    }

    public async Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default)
    {
        using IDisposable call = sweep.Enter();
        bool struck = await sweep.BeginAsync($"read {name}", cancellationToken);
        Stream content = await inner.OpenReadAsync(name, range, cancellationToken);
        await sweep.EndAsync(struck, cancellationToken);
        return Corrupts(struck) || Truncates(struck) ? await DamageAsync(content, cancellationToken) : content;
    }

    public async Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        using IDisposable call = sweep.Enter();
        bool struck = await sweep.BeginAsync($"delete {string.Join(',', names)}", cancellationToken);
        if (Corrupts(struck))
        {
            return [.. names.Select(name => new DeleteOutcome(name, DeleteStatus.Deleted))];
        }

        if (Truncates(struck))
        {
            return [.. names.Select(name => new DeleteOutcome(name, DeleteStatus.Failed))];
        }

        CancellationToken token = struck && sweep.Fault == Fault.ApplyLate ? CancellationToken.None : cancellationToken;
        IReadOnlyList<DeleteOutcome> outcomes = await inner.DeleteAsync(names, token);
        await sweep.EndAsync(struck, cancellationToken);
        return outcomes;
    }

    public T? GetAbility<T>()
        where T : class => this as T ?? inner.GetAbility<T>();

    private bool Corrupts(bool struck) => struck && sweep.Fault == Fault.Corrupt;

    private bool Truncates(bool struck) => struck && sweep.Fault == Fault.Truncate;

    private async Task<MemoryStream> DamageAsync(Stream content, CancellationToken cancellationToken)
    {
        using MemoryStream whole = new();
        await content.CopyToAsync(whole, cancellationToken);
        byte[] bytes = whole.ToArray();
        if (sweep.Fault == Fault.Truncate)
        {
            return new MemoryStream(bytes, 0, bytes.Length / 2, writable: false);
        }

        bytes[bytes.Length / 2] ^= 1;
        return new MemoryStream(bytes, writable: false);
    }
}
