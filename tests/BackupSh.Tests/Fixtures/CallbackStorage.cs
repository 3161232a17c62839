using BackupSh.Storage;

namespace BackupSh.Tests.Fixtures;

/// <summary>Lets a test do something between two requests, as somebody else would who uses the same storage.</summary>
public sealed class CallbackStorage(IBackupStorage inner) : DelegatingStorage(inner)
{
    public Action AfterDelete { get; init; } = static () => { };

    public Action<string> BeforeUpload { get; init; } = static _ => { };

    public override Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
    {
        BeforeUpload(name);
        return base.UploadAsync(name, content, options, cancellationToken);
    }

    public override async Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<DeleteOutcome> outcomes = await base.DeleteAsync(names, cancellationToken);
        AfterDelete();
        return outcomes;
    }
}
