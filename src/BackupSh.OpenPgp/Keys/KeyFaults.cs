using BackupSh.Shared;

namespace BackupSh.OpenPgp.Keys;

/// <summary>Everything that can be wrong with a key, by its code in <c>Errors.resx</c>.</summary>
internal static class KeyFaults
{
    internal static BackupShException NothingToEncryptTo() => New("BSH0420");

    internal static BackupShException Unreadable(string file, string reason, Exception? cause = null) =>
        new(ErrorTexts.Error("BSH0421", file, reason), cause);

    internal static BackupShException NoKey(string file) => New("BSH0422", file);

    internal static BackupShException SeveralCertificates(string file, int count) => New("BSH0423", file, count);

    internal static BackupShException SecretWherePublic(string file) => New("BSH0424", file);

    internal static BackupShException PublicWhereSecret(string file) => New("BSH0425", file);

    internal static BackupShException NotSelfSigned(string file, string keyId) => New("BSH0426", file, keyId);

    internal static BackupShException Revoked(string file, string keyId) => New("BSH0427", file, keyId);

    internal static BackupShException Expired(string file, string keyId, DateTimeOffset since) => New("BSH0428", file, keyId, since);

    internal static BackupShException NotYetValid(string file, string keyId, DateTimeOffset from) => New("BSH0429", file, keyId, from);

    internal static BackupShException NotForEncryption(string file, string keyId) => New("BSH0430", file, keyId);

    internal static BackupShException UnsupportedAlgorithm(string file, string keyId, string algorithm) =>
        New("BSH0431", file, keyId, algorithm);

    internal static BackupShException TooWeak(string file, string keyId, int bits, int minimumBits) =>
        New("BSH0432", file, keyId, bits, minimumBits);

    internal static BackupShException PassphraseMissing(string file, string keyId) => New("BSH0433", file, keyId);

    internal static BackupShException PassphraseWrong(string file, string keyId, Exception cause) =>
        new(ErrorTexts.Error("BSH0434", file, keyId), cause);

    internal static BackupShException NoSecretPart(string file, string keyId) => New("BSH0435", file, keyId);

    private static BackupShException New(string code, params object?[] arguments) => new(ErrorTexts.Error(code, arguments));
}
