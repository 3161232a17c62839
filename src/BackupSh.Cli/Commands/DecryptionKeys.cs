using System.CommandLine;
using BackupSh.Encryption;
using BackupSh.OpenPgp;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands;

/// <summary>Where <c>decrypt</c> has its keys from: files, the environment, or who sits at the terminal. Never the command line.</summary>
internal sealed class DecryptionKeys
{
    private const string PassphraseVariable = "BACKUPSH_PASSPHRASE";
    private const string KeyPassphraseVariable = "BACKUPSH_KEY_PASSPHRASE";

    // Source: docs/errors.md. A private key is protected, and nobody has given its passphrase.
    private const string Protected = "BSH0433";

    // Source: docs/errors.md. From here on, OpenPGP's errors are about key files.
    private const string FirstOfKeyFiles = "BSH0420";

    private readonly Option<string[]> _passphraseFiles = new("--passphrase-file")
    {
        Description = $"A file with a passphrase. May be given several times. {PassphraseVariable} of the environment is tried as well.",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _privateKeys = new("--private-key")
    {
        Description = "A file with private keys, as 'gpg --export-secret-keys' writes it. May be given several times.",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _keyPassphraseFile = new("--key-passphrase-file")
    {
        Description = $"A file with the passphrase of the private keys. Default: {KeyPassphraseVariable} of the environment, if it is set.",
        HelpName = "FILE",
    };

    internal void AddTo(Command command)
    {
        command.Options.Add(_passphraseFiles);
        command.Options.Add(_privateKeys);
        command.Options.Add(_keyPassphraseFile);
    }

    /// <summary>Tells whether an error is about the keys that were given, and not about the file.</summary>
    internal static bool IsAboutKeys(BackupShError error) =>
        error.Code is "BSH0402" or "BSH0403" or "BSH0404" || string.CompareOrdinal(error.Code, FirstOfKeyFiles) >= 0;

    /// <summary>Says so in words that fit this command: there is no configuration here to correct.</summary>
    internal static BackupDecryptionException NoneFits(BackupShError error, Exception? cause = null) =>
        new(ErrorTexts.Error("BSH0716", error.Message), cause);

    /// <summary>Gathers the keys, and asks for what is missing if somebody can be asked.</summary>
    /// <exception cref="BackupShException">There is no key at all, or one cannot be used.</exception>
    internal async Task<OpenPgpEncryptor> OpenAsync(BareContext context, string file, CancellationToken cancellationToken)
    {
        List<Secret> passphrases = [.. Passphrases(context)];
        string[] privateKeys = [.. context.Parsed.GetValue(_privateKeys)?.Select(key => PathOf(context, key)) ?? []];
        if (passphrases.Count == 0 && privateKeys.Length == 0)
        {
            Secret? typed = context.Environment.Dialogue is { } dialogue
                ? await dialogue.AskSecretAsync($"Passphrase of '{file}'", cancellationToken).ConfigureAwait(false)
                : null;
            passphrases.Add(typed ?? throw new BackupShException(ErrorTexts.Error("BSH0715", file, PassphraseVariable)));
        }

        passphrases.ForEach(passphrase => passphrase.Reveal()); // a file that cannot be read is named now, and not as a key that does not fit
        return await UnlockAsync(context, passphrases, privateKeys, cancellationToken).ConfigureAwait(false);
    }

    private async Task<OpenPgpEncryptor> UnlockAsync(
        BareContext context, List<Secret> passphrases, string[] privateKeys, CancellationToken cancellationToken)
    {
        Secret? keyPassphrase = KeyPassphrase(context);
        keyPassphrase?.Reveal();
        OpenPgpEncryptor encryptor = Create(keyPassphrase);
        BackupShError? fault = FaultOf(encryptor);
        if (fault?.Code == Protected && context.Environment.Dialogue is { } dialogue)
        {
            keyPassphrase = await dialogue.AskSecretAsync("Passphrase of the private key", cancellationToken).ConfigureAwait(false);
            encryptor = Create(keyPassphrase);
            fault = FaultOf(encryptor);
        }

        return fault is null ? encryptor : throw NoneFits(fault);

        OpenPgpEncryptor Create(Secret? passphrase) => new(
            new OpenPgpKeys { ReadingPassphrases = passphrases, PrivateKeys = [.. privateKeys.Select(key => new OpenPgpPrivateKeyFile(key, passphrase))] },
            context.Environment.Time);
    }

    private static BackupShError? FaultOf(OpenPgpEncryptor encryptor) => encryptor.CheckReading() is [{ } first, ..] ? first : null;

    private IEnumerable<Secret> Passphrases(BareContext context)
    {
        foreach (string file in context.Parsed.GetValue(_passphraseFiles) ?? [])
        {
            yield return Secret.FromFile(PathOf(context, file));
        }

        if (context.Environment.GetVariable(PassphraseVariable) is { Length: > 0 } value)
        {
            yield return Secret.FromValue(value);
        }
    }

    private Secret? KeyPassphrase(BareContext context) =>
        context.Parsed.GetValue(_keyPassphraseFile) is { } file ? Secret.FromFile(PathOf(context, file))
        : context.Environment.GetVariable(KeyPassphraseVariable) is { Length: > 0 } value ? Secret.FromValue(value)
        : null;

    private static string PathOf(BareContext context, string file) => Path.GetFullPath(file, context.Environment.WorkingDirectory);
}
