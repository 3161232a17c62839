using System.Runtime.CompilerServices;
using BackupSh.Options;

namespace BackupSh.Jobs;

/// <summary>Remembers where each value of a job comes from: what each hand has set, in the order of the hands.</summary>
internal sealed class JobValueOrigins
{
    private readonly Dictionary<string, JobOrigin> _origins = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, string> _values = Read(new BackupJobOptions());

    /// <summary>Gets every value, by key. Secrets are masked, so that nobody can show one.</summary>
    internal IReadOnlyList<JobValue> Values =>
    [
        .. _values.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).Select(pair => new JobValue(
            pair.Key,
            JobValues.SecretKeys.Contains(pair.Key) ? Secret.Mask : pair.Value,
            _origins.GetValueOrDefault(pair.Key, JobOrigin.Default))),
    ];

    /// <summary>Takes the options as they are after a hand has set them.</summary>
    internal void Take(BackupJobOptions job, JobOrigin hand)
    {
        Dictionary<string, string> values = Read(job);
        foreach ((string key, _) in values.Where(pair => _values.GetValueOrDefault(pair.Key) != pair.Value))
        {
            _origins[key] = hand;
        }

        _values = values;
    }

    // A secret is known by which object it is: it may not be readable yet, and need not be for this.
    private static Dictionary<string, string> Read(BackupJobOptions job) =>
        JobValues.Of(job, static secret => RuntimeHelpers.GetHashCode(secret).ToString(System.Globalization.CultureInfo.InvariantCulture));
}
