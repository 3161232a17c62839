using BackupSh.Shared;

namespace BackupSh.Jobs;

/// <summary>Takes the secrets out of a job's values before it is stored, and puts them back.</summary>
/// <param name="protections">What can protect secrets. The first one does; what another one has protected stays readable.</param>
internal sealed class JobSecrets(IReadOnlyList<SecretProtection> protections)
{
    /// <exception cref="BackupShException">There are secrets, and nothing that protects them (<c>BSH1150</c>).</exception>
    internal StoredJob Protect(string job, IReadOnlyDictionary<string, string> values)
    {
        Dictionary<string, string> secrets = Pick(values, JobValues.SecretKeys.Contains);
        Dictionary<string, string> plain = Pick(values, key => !JobValues.SecretKeys.Contains(key));
        return (secrets.Count, protections) switch
        {
            (0, _) => new StoredJob(plain, secrets, null),
            (_, [{ } protection, ..]) => new StoredJob(
                plain, secrets.ToDictionary(pair => pair.Key, pair => protection.Protect(pair.Value)), protection.Name),
            _ => throw new BackupShException(ErrorTexts.Error("BSH1150", job)),
        };
    }

    /// <summary>Returns all values, those that are secrets too.</summary>
    /// <exception cref="BackupShException">A secret cannot be read with what protects secrets now (<c>BSH1151</c>).</exception>
    internal Dictionary<string, string> Unprotect(string job, StoredJob stored)
    {
        Dictionary<string, string> values = Pick(stored.Values, _ => true);
        foreach ((string key, string text) in stored.Secrets)
        {
            values[key] = Unprotect(job, stored, text);
        }

        return values;
    }

    private string Unprotect(string job, StoredJob stored, string text)
    {
        SecretProtection protection = protections.FirstOrDefault(known => known.Name == stored.Protection)
            ?? throw new BackupShException(ErrorTexts.Error("BSH1151", job, stored.Protection));

        try
        {
            return protection.Unprotect(text);
        }
        catch (Exception exception)
        {
            // Not as the inner one: whoever wrote the protection may have put the text into it.
            throw new BackupShException(ErrorTexts.Error("BSH1151", job, $"{stored.Protection} ({exception.GetType().Name})"));
        }
    }

    private static Dictionary<string, string> Pick(IReadOnlyDictionary<string, string> values, Func<string, bool> picks) =>
        values.Where(pair => picks(pair.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase);
}
