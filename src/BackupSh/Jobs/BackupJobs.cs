using System.Text.Json;
using BackupSh.Backups;
using BackupSh.Catalog.Store;
using BackupSh.Configuration;
using BackupSh.Options;
using BackupSh.Scheduling;
using BackupSh.Shared;

namespace BackupSh.Jobs;

/// <summary>The jobs at run time: shows all of them, pauses and resumes them, and lets users make, change and delete their own.</summary>
/// <remarks>Thread-safe. What is changed here lies in the catalog, so a job lives as long as that does, and every node sees it
/// within a minute. Jobs of code and configuration cannot be changed or deleted here, but paused.</remarks>
public sealed class BackupJobs
{
    private readonly Engine _engine;
    private readonly CatalogStore _store;
    private readonly RunTimeJobReading _reading;
    private readonly ScheduleRecords _records;
    private readonly CatalogHome _home;
    private readonly WakeSignal _wake;

    internal BackupJobs(Engine engine, CatalogStore store, RunTimeJobReading reading, ScheduleRecords records, CatalogHome home, WakeSignal wake)
    {
        _engine = engine;
        _store = store;
        _reading = reading;
        _records = records;
        _home = home;
        _wake = wake;
    }

    /// <summary>Lists all jobs, those that are inactive, paused or faulty too.</summary>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The jobs, by name.</returns>
    /// <exception cref="CatalogException">The catalog could not be asked.</exception>
    public async Task<IReadOnlyList<BackupJob>> ListAsync(CancellationToken cancellationToken = default)
    {
        BackupJobView view = new(_engine, _records, await FindHoldAsync(cancellationToken).ConfigureAwait(false));
        IReadOnlyList<RunTimeJob> runTime = await _engine.Jobs.ListRunTimeAsync(cancellationToken).ConfigureAwait(false);
        List<BackupJob> jobs = [];
        foreach (JobConfiguration job in _engine.Configuration.Jobs.Values)
        {
            jobs.Add(await view.OfAsync(job, cancellationToken).ConfigureAwait(false));
        }

        foreach (RunTimeJob job in runTime)
        {
            jobs.Add(await view.OfAsync(job, cancellationToken).ConfigureAwait(false));
        }

        return [.. jobs.OrderBy(job => job.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Returns a job.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The job.</returns>
    /// <exception cref="BackupShException">There is no such job (<c>BSH0140</c>).</exception>
    /// <exception cref="CatalogException">The catalog could not be asked.</exception>
    public async Task<BackupJob> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        IReadOnlyList<BackupJob> jobs = await ListAsync(cancellationToken).ConfigureAwait(false);
        return jobs.FirstOrDefault(job => job.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw UnknownName.Exception("BSH0140", name, jobs.Select(job => job.Name));
    }

    /// <summary>Makes a job. Its values are checked as a configuration's are; they are taken as they are, without references
    /// to variables and files.</summary>
    /// <param name="name">Its name, which no other job has.</param>
    /// <param name="configure">Sets its options.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The job.</returns>
    /// <exception cref="BackupShConfigurationException">There are faults; all are listed.</exception>
    /// <exception cref="BackupShException">The name is taken (<c>BSH1148</c>), or it has a secret and nothing protects secrets
    /// (<c>BSH1150</c>).</exception>
    /// <exception cref="CatalogException">The catalog could not be written.</exception>
    public async Task<BackupJob> CreateAsync(string name, Action<BackupJobOptions> configure, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        BackupJobOptions options = new();
        configure(options);
        return await CreateAsync(name, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a job of values as a configuration spells them.</summary>
    /// <param name="name">Its name, which no other job has.</param>
    /// <param name="values">The values, by their keys below the job: <c>Storages:0:Name</c>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The job.</returns>
    /// <exception cref="BackupShConfigurationException">There are faults, unknown keys too; all are listed.</exception>
    /// <exception cref="BackupShException">The name is taken (<c>BSH1148</c>), or it has a secret and nothing protects secrets
    /// (<c>BSH1150</c>).</exception>
    /// <exception cref="CatalogException">The catalog could not be written.</exception>
    public Task<BackupJob> CreateFromValuesAsync(string name, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        return CreateAsync(name, RunTimeJobReading.Merge(name, new BackupJobOptions(), values), cancellationToken);
    }

    private async Task<BackupJob> CreateAsync(string name, BackupJobOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<RunTimeJob> runTime = await _engine.Jobs.ListRunTimeAsync(cancellationToken).ConfigureAwait(false);
        if (_engine.Configuration.Jobs.ContainsKey(name) || runTime.Any(job => job.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new BackupShException(ErrorTexts.Error("BSH1148", name));
        }

        await WriteAsync(new CatalogRecord(CatalogRecordKind.Job, "", name, _engine.Now, ""), options, cancellationToken).ConfigureAwait(false);
        return await GetAsync(name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes a job that a user has made.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="change">Changes its options, which hold what is set now.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The job as it is now.</returns>
    /// <exception cref="BackupShConfigurationException">There are faults; all are listed, and nothing is changed.</exception>
    /// <exception cref="BackupShException">There is no such job (<c>BSH0140</c>), it is read-only (<c>BSH1147</c>), somebody else
    /// has changed it meanwhile (<c>BSH1149</c>), or it has a secret and nothing protects secrets (<c>BSH1150</c>).</exception>
    /// <exception cref="CatalogException">The catalog could not be written.</exception>
    public async Task<BackupJob> ChangeAsync(string name, Action<BackupJobOptions> change, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(change);
        return await ChangeAsync(
            name,
            (_, options) =>
            {
                change(options);
                return options;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes values of a job that a user has made, as a configuration spells them.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The new values, by their keys below the job; an empty one goes back to the default. The others stay.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The job as it is now.</returns>
    /// <exception cref="BackupShConfigurationException">There are faults, unknown keys too; all are listed, and nothing is changed.</exception>
    /// <exception cref="BackupShException">There is no such job (<c>BSH0140</c>), it is read-only (<c>BSH1147</c>), somebody else
    /// has changed it meanwhile (<c>BSH1149</c>), or it has a secret and nothing protects secrets (<c>BSH1150</c>).</exception>
    /// <exception cref="CatalogException">The catalog could not be written.</exception>
    public Task<BackupJob> ChangeValuesAsync(string name, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        return ChangeAsync(name, (trueName, options) => RunTimeJobReading.Merge(trueName, options, values), cancellationToken);
    }

    private async Task<BackupJob> ChangeAsync(
        string name, Func<string, BackupJobOptions, BackupJobOptions> change, CancellationToken cancellationToken)
    {
        CatalogRecord record = await FindOwnAsync(name, cancellationToken).ConfigureAwait(false);

        // Read anew: the options that the directory holds must not change before they are checked.
        BackupJobOptions options = _reading.Read(record.Key, JsonSerializer.Deserialize(record.Document, JobsJson.Default.StoredJob)!).Options;
        options = change(record.Key, options);
        await WriteAsync(record, options, cancellationToken).ConfigureAwait(false);
        return await GetAsync(name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a job that a user has made. Its backups stay.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A task that ends when it is gone.</returns>
    /// <exception cref="BackupShException">There is no such job (<c>BSH0140</c>), it is read-only (<c>BSH1147</c>), or somebody else
    /// has changed it meanwhile (<c>BSH1149</c>).</exception>
    /// <exception cref="CatalogException">The catalog could not be written.</exception>
    public async Task DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        CatalogRecord record = await FindOwnAsync(name, cancellationToken).ConfigureAwait(false);
        if (!await _store.TryRemoveAsync(record, cancellationToken).ConfigureAwait(false))
        {
            throw new BackupShException(ErrorTexts.Error("BSH1149", record.Key));
        }

        await _records.ForgetAsync(record.Key, cancellationToken).ConfigureAwait(false);
        _wake.Set();
    }

    /// <summary>Keeps a job's schedules from starting it, until it is resumed. A run that has begun goes on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="reason">Why, or <see langword="null"/>. At most 500 characters.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The job as it is now. A job that is paused already stays so, with the new reason.</returns>
    /// <exception cref="BackupShException">There is no such job (<c>BSH0140</c>).</exception>
    /// <exception cref="CatalogException">The catalog could not be written.</exception>
    public async Task<BackupJob> PauseAsync(string name, string? reason = null, CancellationToken cancellationToken = default)
    {
        BackupJob job = await GetAsync(name, cancellationToken).ConfigureAwait(false);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason?.Length ?? 0, 500, nameof(reason));
        JobPause pause = new(job.Pause?.Since ?? _engine.Now, reason);
        await _records.WritePauseAsync(job.Name, pause, cancellationToken).ConfigureAwait(false);
        return job with { Pause = pause, NextStart = null };
    }

    /// <summary>Lets a job's schedules start it again. What came due meanwhile is not made up for.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The job as it is now. A job that is not paused stays as it is.</returns>
    /// <exception cref="BackupShException">There is no such job (<c>BSH0140</c>).</exception>
    /// <exception cref="CatalogException">The catalog could not be written.</exception>
    public async Task<BackupJob> ResumeAsync(string name, CancellationToken cancellationToken = default)
    {
        BackupJob job = await GetAsync(name, cancellationToken).ConfigureAwait(false);
        await _records.RemovePauseAsync(job.Name, cancellationToken).ConfigureAwait(false);
        _wake.Set();
        return await GetAsync(name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells what keeps all schedules from starting anything: the catalog has come to another place than the one that was
    /// confirmed, as on a restored or copied host.</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>What it is (<c>BSH1154</c>), or <see langword="null"/>.</returns>
    /// <exception cref="CatalogException">The catalog could not be asked.</exception>
    public Task<BackupShError?> FindHoldAsync(CancellationToken cancellationToken = default) => _home.FindHoldAsync(cancellationToken);

    /// <summary>Lets schedules run where the catalog is now. Is written into the audit trail.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether they were held. If not, nothing is changed.</returns>
    /// <exception cref="CatalogException">The catalog could not be written.</exception>
    /// <exception cref="BackupShException">The audit trail could not be written (<c>BSH1102</c>).</exception>
    public async Task<bool> ConfirmAsync(CancellationToken cancellationToken = default)
    {
        bool wasHeld = await _home.ConfirmAsync(_engine.Audit, cancellationToken).ConfigureAwait(false);
        _wake.Set();
        return wasHeld;
    }

    private async Task WriteAsync(CatalogRecord record, BackupJobOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<JobConfiguration> others = await _engine.Jobs.ListAsync(cancellationToken).ConfigureAwait(false);
        StoredJob stored = _reading.Write(record.Key, options, others);
        CatalogRecord written = record with { Time = _engine.Now, Document = JsonSerializer.Serialize(stored, JobsJson.Default.StoredJob) };
        if (await _store.TryWriteAsync(written, cancellationToken).ConfigureAwait(false) is null)
        {
            throw new BackupShException(ErrorTexts.Error("BSH1149", record.Key));
        }

        _wake.Set();
    }

    private async Task<CatalogRecord> FindOwnAsync(string name, CancellationToken cancellationToken)
    {
        BackupJob job = await GetAsync(name, cancellationToken).ConfigureAwait(false);
        return job.IsReadOnly
            ? throw new BackupShException(ErrorTexts.Error("BSH1147", job.Name))
            : await _store.FindAsync(CatalogRecordKind.Job, "", job.Name, cancellationToken).ConfigureAwait(false)
                ?? throw new BackupShException(ErrorTexts.Error("BSH1149", job.Name));
    }
}
