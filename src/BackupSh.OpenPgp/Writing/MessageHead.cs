using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Keys;

namespace BackupSh.OpenPgp.Writing;

/// <summary>The packets before the data, and the session key that they lead to.</summary>
internal sealed record MessageHead(ReadOnlyMemory<byte> Packets, SessionKey Key)
{
    /// <summary>What new messages are encrypted with.</summary>
    private const SymmetricCipher Cipher = SymmetricCipher.Aes256;

    /// <summary>Writes a packet for each recipient, then one for the passphrase.</summary>
    /// <param name="passphrase">The passphrase, or <see langword="null"/> if there are recipients.</param>
    /// <param name="recipients">Whose private keys decrypt.</param>
    /// <param name="random">The randomness of the session key, the salt and the wrapping.</param>
    /// <param name="codedCount">How much work a passphrase is hashed with.</param>
    internal static MessageHead Create(Secret? passphrase, IReadOnlyList<Recipient> recipients, FillRandom random, byte codedCount)
    {
        if (recipients.Count == 0)
        {
            byte[] packet = PassphrasePacket.WriteDirect(
                passphrase!, Cipher, StringToKey.ForWriting(random, codedCount), out SessionKey derived);
            return new MessageHead(packet, derived);
        }

        SessionKey key = SessionKey.Create(Cipher, random);
        List<byte> packets = [];
        foreach (Recipient recipient in recipients)
        {
            packets.AddRange(PublicKeyPacket.Write(recipient, key, random));
        }

        if (passphrase is not null)
        {
            packets.AddRange(PassphrasePacket.WriteWrapped(passphrase, key, StringToKey.ForWriting(random, codedCount)));
        }

        return new MessageHead(packets.ToArray(), key);
    }
}
