using BackupSh.Restore;

namespace CustomSource;

/// <summary>A restored copy must not send the mails of the original: this switches them off before anybody finds the copy.</summary>
public sealed class MailOff(KeyValueStore store) : IRestoreHook
{
    public Task BeforePublishAsync(RestoreHookContext context, CancellationToken cancellationToken = default)
    {
        if (context.SourceKind == KeyValueSource.Kind)
        {
            store.Set(context.StagedTarget, "mail", "off");
        }

        return Task.CompletedTask;
    }
}
