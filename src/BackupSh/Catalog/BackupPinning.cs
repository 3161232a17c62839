using System.Globalization;
using BackupSh.Backups;
using BackupSh.Diagnostics;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <summary>Pins and unpins one backup in one storage.</summary>
internal sealed class BackupPinning(StorageTarget target, SeriesReader reader, BackupName name, TimeProvider time)
{
    private readonly string _file = name.File(BackupFile.PinExtension);

    /// <summary>Puts a pin beside the backup; one that holds already is replaced only on demand.</summary>
    internal async Task<PinOutcome> PinAsync(BackupPin pin, bool replace, CancellationToken cancellationToken) =>
        (await OutcomeAsync(() => TryPinAsync(pin, replace, cancellationToken), cancellationToken).ConfigureAwait(false))!;

    /// <summary>Removes the pin, whatever it says.</summary>
    /// <returns>What became of it, or null if the storage has nothing of the backup.</returns>
    internal Task<PinOutcome?> UnpinAsync(CancellationToken cancellationToken) =>
        OutcomeAsync(() => TryUnpinAsync(cancellationToken), cancellationToken);

    private async Task<PinOutcome?> OutcomeAsync(Func<Task<PinOutcome?>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await act().ConfigureAwait(false);
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            return Outcome(PinStatus.Failed, error: Failure.ErrorOf(exception));
        }
    }

    private async Task<PinOutcome?> TryPinAsync(BackupPin pin, bool replace, CancellationToken cancellationToken)
    {
        PinReading before = await reader.ReadPinAsync(name, cancellationToken).ConfigureAwait(false);
        if (before.Pin == pin)
        {
            return Outcome(PinStatus.Pinned); // an earlier attempt has come so far
        }

        if (before.HoldsAt(time.GetUtcNow()) && !replace)
        {
            throw PinnedAlready(before);
        }

        if (before.IsThere)
        {
            await ReplaceAsync(pin, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await WriteAsync(pin, cancellationToken).ConfigureAwait(false);
        }

        await ThrowUnlessBackupStandsAsync(cancellationToken).ConfigureAwait(false);
        return Outcome(PinStatus.Pinned, before.Pin);
    }

    // Nothing is ever overwritten, so that the backup is not pinned for a moment. It must not stay so because the caller loses
    // patience, and not without the caller's knowledge.
    private async Task ReplaceAsync(BackupPin pin, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DeleteOutcome outcome;
        try
        {
            outcome = await target.Requests.DeleteSurelyAsync(_file, CancellationToken.None).ConfigureAwait(false);
            if (outcome.IsGone)
            {
                await WriteAsync(pin, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            throw new StorageException(target.Name, _file, ErrorTexts.Error("BSH0547", name, target.Name, Failure.ErrorOf(exception).Message), exception);
        }

        ThrowUnlessGone(outcome);
    }

    private async Task WriteAsync(BackupPin pin, CancellationToken cancellationToken)
    {
        byte[] content = BackupPinFile.Write(pin);
        Exception? failure = null;
        try
        {
            await target.Requests.PutAsync(_file, content, RunId.Create(time), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            // The acknowledgement may be what was lost: what can be read decides.
            failure = exception;
        }

        byte[]? stored = await ReadBackAsync(failure, cancellationToken).ConfigureAwait(false);
        if (stored is null || !stored.AsSpan().SequenceEqual(content))
        {
            throw failure is StorageObjectExistsException && stored is not null ? PinnedAlready(PinReading.Of(stored))
                : failure ?? new StorageException(target.Name, _file, ErrorTexts.Error("BSH0546", _file, target.Name));
        }
    }

    /// <summary>Returns the pin as the storage has it; null if it cannot be read and it is known why.</summary>
    private async Task<byte[]?> ReadBackAsync(Exception? failure, CancellationToken cancellationToken)
    {
        try
        {
            return await target.Requests.GetAsync(_file, BackupInfoFile.MaximumBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (failure is not null && !exception.IsCancellationBy(cancellationToken))
        {
            return null; // the first failure is the cause, and is thrown
        }
    }

    // A rotation that had looked for a pin before this one was there may have gone on to delete the backup.
    private async Task ThrowUnlessBackupStandsAsync(CancellationToken cancellationToken)
    {
        if (await target.Requests.FindAsync(name.File(BackupFile.InfoExtension), cancellationToken).ConfigureAwait(false) is null)
        {
            await RemoveAsync(cancellationToken).ConfigureAwait(false);
            throw new StorageException(target.Name, _file, ErrorTexts.Error("BSH0548", name, target.Name));
        }
    }

    private async Task<PinOutcome?> TryUnpinAsync(CancellationToken cancellationToken)
    {
        List<StorageObject> files = await target.Requests.ListAsync(name + ".", cancellationToken).ConfigureAwait(false);
        if (!files.Exists(file => file.Name == _file))
        {
            return files.Exists(file => file.Name == name.File(BackupFile.InfoExtension)) ? Outcome(PinStatus.NotPinned) : null;
        }

        BackupPin? previous = await TryReadAsync(cancellationToken).ConfigureAwait(false);
        await RemoveAsync(cancellationToken).ConfigureAwait(false);
        return Outcome(PinStatus.Removed, previous);
    }

    private async Task<BackupPin?> TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await reader.ReadPinAsync(name, cancellationToken).ConfigureAwait(false)).Pin;
        }
        catch (StorageException)
        {
            return null; // what it says need not be known to remove it
        }
    }

    private async Task RemoveAsync(CancellationToken cancellationToken) =>
        ThrowUnlessGone(await target.Requests.DeleteSurelyAsync(_file, cancellationToken).ConfigureAwait(false));

    private void ThrowUnlessGone(DeleteOutcome outcome)
    {
        if (!outcome.IsGone)
        {
            throw new StorageException(target.Name, _file, outcome.Error ?? ErrorTexts.Error("BSH0513", target.Name, _file));
        }
    }

    private StorageException PinnedAlready(PinReading reading) =>
        new(target.Name, _file, ErrorTexts.Error("BSH0545", name, target.Name, Describe(reading.Pin)));

    private static string Describe(BackupPin? pin)
    {
        if (pin is null)
        {
            return "the pin cannot be read, and so has no end";
        }

        string until = pin.Until is { } end ? string.Create(CultureInfo.InvariantCulture, $"until {end:yyyy-MM-dd'T'HH:mm:ss'Z'}") : "without an end";
        string by = pin.By.Length > 0 ? $", by '{Printable.Of(pin.By)}'" : "";
        return pin.Reason.Length > 0 ? $"{until}{by}: '{Printable.Of(pin.Reason)}'" : until + by;
    }

    private PinOutcome Outcome(PinStatus status, BackupPin? previous = null, BackupShError? error = null) =>
        new(name.ToString(), target.Name, status, previous, error);
}
