using BackupSh.Options;

namespace BackupSh.Configuration;

/// <summary>Reads what holds for all jobs from a configuration.</summary>
internal static class BackupShOptionsReading
{
    internal static void Read(OptionsReader reader, BackupShOptions options)
    {
        reader.Text(nameof(options.Instance), text => options.Instance = text);
        reader.TextList(nameof(options.RestorePreference), names => options.RestorePreference = [.. names]);
        reader.Secret(nameof(options.StoredSecretsKey), secret => options.StoredSecretsKey = secret);
        reader.Section(nameof(options.Scheduler), section => SchedulerFreezing.Read(section, options.Scheduler));
        reader.Section(nameof(options.Keys), section => ReadKeys(section, options.Keys));
    }

    private static void ReadKeys(OptionsReader reader, ReadingKeysOptions keys)
    {
        reader.Secrets(nameof(keys.Passphrases), keys.Passphrases.Add);
        reader.FileItems(
            nameof(keys.PrivateKeys),
            path => keys.PrivateKeys.Add(new PrivateKeyOptions { File = path }),
            section =>
            {
                PrivateKeyOptions key = new();
                ReadPrivateKey(section, key);
                keys.PrivateKeys.Add(key);
            });
    }

    private static void ReadPrivateKey(OptionsReader reader, PrivateKeyOptions key)
    {
        reader.FilePath(nameof(key.File), path => key.File = path);
        reader.Secret(nameof(key.Passphrase), secret => key.Passphrase = secret);
    }
}
