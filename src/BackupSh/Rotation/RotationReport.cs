using BackupSh.Backups;
using BackupSh.Diagnostics;
using BackupSh.Events;

namespace BackupSh.Rotation;

/// <summary>Tells the world about a rotation: log and observers.</summary>
internal static class RotationReport
{
    internal static async Task PublishAsync(Engine engine, string runId, RotationResult result)
    {
        if (result.Error is { } error)
        {
            Log.RotationFailed(engine.Logger, result.Database, result.Storage, error);
        }
        else
        {
            Log.Rotated(engine.Logger, result.Database, result.Storage, result.Plan!.Keep.Count, result.Deleted.Count, result.Retained.Count);
        }

        foreach (BackupShError warning in result.Plan?.Warnings ?? [])
        {
            Log.RotationWarning(engine.Logger, result.Database, result.Storage, warning);
        }

        RotationEnded ended = new(engine.Now, runId, result.Storage, result.Database, result.Deleted, result.Error?.ToString());
        await engine.Events.PublishAsync(ended, CancellationToken.None).ConfigureAwait(false);
    }
}
