using System.Runtime.CompilerServices;
using BackupSh.Backups;
using BackupSh.Catalog.Store;
using BackupSh.Configuration;
using BackupSh.Scheduling;

namespace BackupSh.Checks;

/// <summary>Looks whether backups could be made now: the configuration, every source, every job's keys, every storage.</summary>
/// <remarks>Thread-safe. Nothing of it is left in a storage: a probe is stored, read back and deleted, also when the check is
/// cancelled. A probe whose process was killed is a claim on a backup that nobody makes: lists and rotations pass over it,
/// and later runs and checks sweep it.</remarks>
public sealed class EngineCheck
{
    private readonly Func<Engine> _open;

    internal EngineCheck(Func<Engine> open) => _open = open;

    /// <summary>Checks everything, one thing after the other.</summary>
    /// <param name="storage">Checks only the configuration and this storage; <see langword="null"/> checks everything.</param>
    /// <param name="cancellationToken">Ends the check, after its probe is removed.</param>
    /// <returns>What was found, as soon as it is known. What is wrong is a result, not thrown; a configuration with faults has
    /// one for each, and nothing else can be looked at then.</returns>
    /// <exception cref="BackupShException">There is no storage of this name (<c>BSH0142</c>).</exception>
    public async IAsyncEnumerable<CheckResult> RunAsync(
        string? storage = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (Engine? engine, IReadOnlyList<OptionsFault> faults) = Open();
        foreach (OptionsFault fault in faults)
        {
            yield return CheckResult.Failed(CheckKind.Configuration, fault.Path, fault.Error);
        }

        if (engine is null)
        {
            yield break;
        }

        string[] storages = storage is null
            ? [.. engine.Configuration.Storages.Keys.Order(StringComparer.Ordinal)]
            : [engine.Components.GetStorageName(storage)];
        foreach (CheckResult result in Configuration(engine.Configuration))
        {
            yield return result;
        }

        if (storage is null)
        {
            await foreach (CheckResult result in SourcesAndJobsAsync(engine, cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }

        foreach (string name in storages)
        {
            await foreach (CheckResult result in new StorageCheck(engine, name).RunAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
    }

    /// <summary>Opens a throw-away part of a storage in use, to try out what it does and what its credentials may.</summary>
    /// <param name="storage">The storage's name.</param>
    /// <returns>The trial. Nothing has been asked of the storage yet.</returns>
    /// <exception cref="BackupShException">There is no storage of this name (<c>BSH0142</c>).</exception>
    /// <exception cref="BackupShConfigurationException">The configuration has faults.</exception>
    public StorageTrial OpenTrial(string storage)
    {
        ArgumentException.ThrowIfNullOrEmpty(storage);
        Engine engine = _open();
        return new StorageTrial(engine, engine.GetTarget(storage));
    }

    private (Engine? Engine, IReadOnlyList<OptionsFault> Faults) Open()
    {
        try
        {
            return (_open(), []);
        }
        catch (BackupShConfigurationException exception)
        {
            return (null, exception.Faults);
        }
    }

    private static IEnumerable<CheckResult> Configuration(EngineConfiguration configuration)
    {
        string detail = $"sources: {configuration.Sources.Count}, storages: {configuration.Storages.Count}, jobs: {configuration.Jobs.Count}";
        yield return CheckResult.Passed(CheckKind.Configuration, "", detail);
        foreach (OptionsFault warning in configuration.Warnings)
        {
            yield return CheckResult.Warning(CheckKind.Configuration, warning.Path, warning.Error);
        }
    }

    private static async Task<CheckResult?> SchedulesAsync(Engine engine, CancellationToken cancellationToken)
    {
        try
        {
            return await new CatalogHome(engine.Store, engine.Time).FindHoldAsync(cancellationToken).ConfigureAwait(false) is { } hold
                ? CheckResult.Failed(CheckKind.Schedules, "", hold)
                : null;
        }
        catch (CatalogException exception)
        {
            return CheckResult.Warning(CheckKind.Schedules, "", exception.Error);
        }
    }

    private static async IAsyncEnumerable<CheckResult> SourcesAndJobsAsync(
        Engine engine, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await SchedulesAsync(engine, cancellationToken).ConfigureAwait(false) is { } held)
        {
            yield return held;
        }

        foreach (string source in engine.Configuration.Sources.Keys.Order(StringComparer.Ordinal))
        {
            foreach (CheckResult result in await SourceCheck.RunAsync(engine, source, cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }

        foreach (JobConfiguration job in engine.Configuration.Jobs.Values.OrderBy(job => job.Name, StringComparer.Ordinal))
        {
            foreach (CheckResult result in await new KeyCheck(engine, job).RunAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
    }
}
