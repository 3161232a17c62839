using BackupSh.Configuration;
using BackupSh.Options;
using BackupSh.Shared;

namespace BackupSh.Jobs;

/// <summary>Reads and checks jobs of run time, by the rules that hold for a configuration's.</summary>
internal sealed class RunTimeJobReading(EngineConfiguration configuration, ComponentRegistry components, TimeProvider time, JobSecrets secrets)
{
    private readonly KnownNames _names = new(
        new(configuration.Sources.Keys, StringComparer.OrdinalIgnoreCase),
        new(configuration.Storages.Keys, StringComparer.OrdinalIgnoreCase),
        new(configuration.Encryptors.Keys, StringComparer.OrdinalIgnoreCase));

    /// <summary>Reads a stored job. Its faults are in the result.</summary>
    internal RunTimeJob Read(string name, StoredJob stored)
    {
        OptionsScope scope = ScopeOf(name);
        BackupJobOptions options = new();
        try
        {
            Read(name, secrets.Unprotect(name, stored), options, scope);
        }
        catch (BackupShException exception)
        {
            scope.Fault(null, exception.Error);
            return new RunTimeJob(name, options, null, scope.Faults);
        }

        return Check(name, options, scope, others: []);
    }

    /// <summary>Reads options that some values are changed of; an empty value is none.</summary>
    /// <exception cref="BackupShConfigurationException">There are faults: unknown keys, or values that cannot be read.</exception>
    internal static BackupJobOptions Merge(string name, BackupJobOptions options, IReadOnlyDictionary<string, string> changes)
    {
        OptionsScope scope = ScopeOf(name);
        FaultReferences(changes, scope); // before anything is read through them
        BackupShConfigurationException.ThrowIfAny(scope.Faults);
        Dictionary<string, string> values = JobValues.Changed(options);
        foreach ((string key, string value) in changes)
        {
            values[key] = value;
        }

        BackupJobOptions merged = new();
        Read(name, values.Where(pair => pair.Value.Length > 0), merged, scope);
        BackupShConfigurationException.ThrowIfAny(scope.Faults);
        return merged;
    }

    /// <summary>Checks a job before it is stored.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Its options.</param>
    /// <param name="others">The jobs that stand beside it.</param>
    /// <exception cref="BackupShConfigurationException">There are faults.</exception>
    /// <exception cref="BackupShException">Its secret cannot be stored (<c>BSH1150</c>), or not be read (<c>BSH0001</c>, <c>BSH0002</c>).</exception>
    internal StoredJob Write(string name, BackupJobOptions options, IEnumerable<JobConfiguration> others)
    {
        OptionsScope scope = ScopeOf(name);
        BackupShConfigurationException.ThrowIfAny(Check(name, options, scope, others).Faults);
        Dictionary<string, string> values = JobValues.Changed(options);
        FaultReferences(values, scope);
        BackupShConfigurationException.ThrowIfAny(scope.Faults);
        return secrets.Protect(name, values);
    }

    private static void Read(string name, IEnumerable<KeyValuePair<string, string>> values, BackupJobOptions options, OptionsScope scope)
    {
        OptionsReader reader = new(JobValues.Section(name, values), scope, baseDirectory: null);
        BackupJobOptionsReading.Read(reader, options);
        reader.ReportUnknownKeys();
    }

    private static void FaultReferences(IEnumerable<KeyValuePair<string, string>> values, OptionsScope scope)
    {
        foreach (string key in values.Where(pair => IsReference(pair.Value)).Select(pair => pair.Key))
        {
            scope.Fault(key, ErrorTexts.Error("BSH1152"));
        }
    }

    private static OptionsScope ScopeOf(string name) => new OptionsScope(EngineKeys.DefaultRoot).At(EngineKeys.Jobs).At(name);

    // Users of an application must not read the variables and files of its host.
    private static bool IsReference(string value) =>
        value.StartsWith("file:", StringComparison.Ordinal) || value.Contains("${", StringComparison.Ordinal);

    private RunTimeJob Check(string name, BackupJobOptions options, OptionsScope scope, IEnumerable<JobConfiguration> others)
    {
        JobValueOrigins origins = new();
        origins.Take(options, JobOrigin.User);
        NameRule.Check(name, scope);
        JobConfiguration job = new JobFreezing(_names, new KeyChecks(time), time).Freeze(name, options, scope) with
        {
            Origin = JobOrigin.User,
            Values = origins.Values,
        };
        if (scope.Faults.Count == 0)
        {
            CheckSeries(job, scope, others);
        }

        return new RunTimeJob(name, options, scope.Faults.Count == 0 ? job : null, [.. scope.Faults]);
    }

    private void CheckSeries(JobConfiguration job, OptionsScope scope, IEnumerable<JobConfiguration> others)
    {
        JobConfiguration[] jobs = [job, .. others.Where(other => !other.Name.Equals(job.Name, StringComparison.OrdinalIgnoreCase))];
        DatabaseNames databases = new(components, new OptionsScope(EngineKeys.DefaultRoot).At(EngineKeys.Sources));
        SeriesRule.Check(jobs, jobs.ToDictionary(other => other.Name, _ => scope), databases.AreEqual);
    }
}
