using BackupSh.Encryption;
using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Packets;
using BackupSh.Shared;

namespace BackupSh.OpenPgp.Reading;

/// <summary>Everything that can be wrong with a message, by its code in <c>Errors.resx</c>.</summary>
internal static class MessageFaults
{
    /// <summary>The key does not fit or the message is damaged: which of them, nobody can tell for certain.</summary>
    internal static BackupDecryptionException Damaged(Exception? cause = null) => new(ErrorTexts.Error("BSH0401"), cause);

    internal static BackupDecryptionException NoKeyConfigured() => New("BSH0402");

    internal static BackupDecryptionException NotAmongRecipients(IEnumerable<string> recipients) =>
        New("BSH0403", string.Join(", ", recipients));

    internal static BackupDecryptionException KeysUnusable(IReadOnlyList<BackupShException> faults) =>
        new(ErrorTexts.Error("BSH0404", string.Join(" ", faults.Select(fault => fault.Error.ToString()))), new AggregateException(faults));

    internal static BackupDecryptionException Armored() => New("BSH0405");

    internal static BackupDecryptionException TooManyKeyPackets(int maximum) => New("BSH0419", maximum);

    /// <summary>A packet stands where an encrypted message has none.</summary>
    internal static BackupDecryptionException UnexpectedOutside(PacketTag tag) => tag switch
    {
        PacketTag.EncryptedWithoutIntegrity => New("BSH0407"),
        PacketTag.LibrePgpEncrypted => New("BSH0408"),
        PacketTag.Signature or PacketTag.OnePassSignature => New("BSH0416"),
        _ => New("BSH0406", Name(tag)),
    };

    /// <summary>A packet stands where decrypted data has none.</summary>
    internal static BackupDecryptionException UnexpectedInside(PacketTag tag) =>
        tag is PacketTag.Signature or PacketTag.OnePassSignature ? New("BSH0416") : New("BSH0417", Name(tag));

    internal static BackupDecryptionException DataVersion(byte version) => New("BSH0409", version);

    internal static BackupDecryptionException PassphrasePacketVersion(byte version) => New("BSH0410", version);

    internal static BackupDecryptionException PublicKeyPacketVersion(byte version) => New("BSH0411", version);

    // Source: RFC 9580 §3.7.1 (type 4 is Argon2).
    internal static BackupDecryptionException StringToKeyMode(byte mode) => New("BSH0412", mode == 4 ? "Argon2" : $"type {mode}");

    internal static BackupDecryptionException Digest(byte digest) => New("BSH0413", DigestAlgorithmFacts.Name(digest) ?? $"number {digest}");

    internal static BackupDecryptionException Cipher(byte cipher) => New("BSH0414", SymmetricCipherFacts.Name(cipher) ?? $"number {cipher}");

    internal static BackupDecryptionException Compression(byte algorithm) => New("BSH0415", algorithm);

    internal static BackupDecryptionException BytesAfterMessage() => New("BSH0418");

    private static string Name(PacketTag tag) => Enum.IsDefined(tag) ? $"{tag} (tag {(byte)tag})" : $"tag {(byte)tag}";

    private static BackupDecryptionException New(string code, params object?[] arguments) => new(ErrorTexts.Error(code, arguments));
}
