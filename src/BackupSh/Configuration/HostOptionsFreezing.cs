using System.Reflection;
using BackupSh.OpenPgp;
using BackupSh.Options;
using BackupSh.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BackupSh.Configuration;

/// <summary>Checks what holds for all jobs.</summary>
internal sealed class HostOptionsFreezing(KeyChecks keys)
{
    internal const int MaximumInstanceLength = 200;

    // Source: 32 random characters of base64 are 192 bits; a passphrase that somebody has thought of must not do.
    internal const int MinimumKeyLength = 32;

    internal static string Instance(BackupShOptions options, IServiceProvider services, OptionsScope scope)
    {
        string? instance = options.Instance
            ?? services.GetService<IHostEnvironment>()?.ApplicationName
            ?? Assembly.GetEntryAssembly()?.GetName().Name;
        if (!scope.Require(nameof(options.Instance), instance))
        {
            return "";
        }

        if (instance!.Length > MaximumInstanceLength || instance.Any(char.IsControl))
        {
            scope.Fault(nameof(options.Instance), ErrorTexts.Error("BSH0134", MaximumInstanceLength));
        }

        return instance;
    }

    internal static IReadOnlyList<string> RestorePreference(BackupShOptions options, KnownNames names, OptionsScope scope)
    {
        List<string> preferred = [];
        foreach ((int index, string name) in options.RestorePreference.Index())
        {
            OptionsScope list = scope.At(nameof(options.RestorePreference));
            if (KnownNames.Find(names.Storages, name, list, OptionsScopeExtensions.Key(index), "BSH0118", out string? found))
            {
                preferred.Add(found);
            }
        }

        return [.. preferred.Concat(names.Storages.Order(StringComparer.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    internal static Secret? StoredSecretsKey(BackupShOptions options, OptionsScope scope)
    {
        int faults = scope.Faults.Count;
        scope.RequireReadable(nameof(options.StoredSecretsKey), options.StoredSecretsKey);
        if (scope.Faults.Count == faults && options.StoredSecretsKey?.Reveal().Length < MinimumKeyLength)
        {
            scope.Fault(nameof(options.StoredSecretsKey), ErrorTexts.Error("BSH1153", MinimumKeyLength));
        }

        return options.StoredSecretsKey;
    }

    internal ReadingKeys Keys(ReadingKeysOptions options, OptionsScope scope)
    {
        foreach ((int index, Secret passphrase) in options.Passphrases.Index())
        {
            scope.At(nameof(options.Passphrases)).RequireReadable(OptionsScopeExtensions.Key(index), passphrase);
        }

        List<OpenPgpPrivateKeyFile> files = [];
        foreach ((int index, PrivateKeyOptions key) in options.PrivateKeys.Index())
        {
            OptionsScope place = scope.Item(nameof(options.PrivateKeys), index);
            if (CheckPrivateKey(key, place))
            {
                files.Add(new OpenPgpPrivateKeyFile(key.File!, key.Passphrase));
            }
        }

        return new ReadingKeys([.. options.Passphrases], files);
    }

    private bool CheckPrivateKey(PrivateKeyOptions key, OptionsScope scope)
    {
        if (!scope.Require(nameof(key.File), key.File))
        {
            return false;
        }

        keys.CheckPrivateKey(new OpenPgpPrivateKeyFile(key.File!, key.Passphrase), scope);
        return true;
    }
}
