using BackupSh.Encryption;
using BackupSh.OpenPgp.Keys;
using BackupSh.OpenPgp.Packets;

namespace BackupSh.OpenPgp.Reading;

/// <summary>The packets before the data: who can decrypt it.</summary>
internal sealed class KeyPackets
{
    /// <summary>A packet is a few hundred bytes: RSA with 16 384 bits takes 2 060.</summary>
    private const int MaximumPacketLength = 16 * 1024;

    /// <summary>Each passphrase packet costs a derivation for each passphrase, so a hostile archive must not have thousands.</summary>
    private const int MaximumCount = 256;

    private const int MaximumMarkerLength = 3;

    private readonly List<PassphraseKeyPacket> _forPassphrases = [];
    private readonly List<PublicKeyKeyPacket> _forPrivateKeys = [];
    private readonly List<BackupDecryptionException> _refusals = [];

    internal IReadOnlyList<PassphraseKeyPacket> ForPassphrases => _forPassphrases;

    internal IReadOnlyList<PublicKeyKeyPacket> ForPrivateKeys => _forPrivateKeys;

    /// <summary>Gets why some packets cannot be used; it counts only if no other one fits.</summary>
    internal IReadOnlyList<BackupDecryptionException> Refusals => _refusals;

    /// <summary>Gets who can decrypt, for people.</summary>
    internal IEnumerable<string> Names()
    {
        foreach (PublicKeyKeyPacket packet in _forPrivateKeys)
        {
            yield return packet.HidesRecipient ? "a hidden key" : KeyIds.Format(packet.KeyId);
        }

        if (_forPassphrases.Count + _refusals.Count > 0)
        {
            yield return KeyIds.Passphrase;
        }
    }

    /// <summary>Reads everything up to the data packet.</summary>
    /// <returns>The packets, and the data packet's length.</returns>
    internal static async ValueTask<(KeyPackets Keys, BodyLength Data)> ReadAsync(
        ByteSource source, IoMode mode, CancellationToken cancellationToken)
    {
        KeyPackets keys = new();
        for (int count = 0; count <= MaximumCount; count++)
        {
            PacketHeader header = await PacketHeader.ReadAsync(source, mode, cancellationToken).ConfigureAwait(false)
                ?? throw MessageFaults.Damaged();
            if (header.Tag == PacketTag.IntegrityProtected)
            {
                return keys._forPassphrases.Count + keys._forPrivateKeys.Count + keys._refusals.Count > 0
                    ? (keys, header.Length)
                    : throw MessageFaults.Damaged();
            }

            await keys.AddAsync(source, header, mode, cancellationToken).ConfigureAwait(false);
        }

        throw MessageFaults.TooManyKeyPackets(MaximumCount);
    }

    private async ValueTask AddAsync(ByteSource source, PacketHeader header, IoMode mode, CancellationToken cancellationToken)
    {
        int maximum = header.Tag switch
        {
            PacketTag.SymmetricKeyEncryptedSessionKey or PacketTag.PublicKeyEncryptedSessionKey => MaximumPacketLength,
            PacketTag.Marker => MaximumMarkerLength,
            _ => throw MessageFaults.UnexpectedOutside(header.Tag),
        };
        byte[] body = await PacketBody.ReadWholeAsync(source, header.Length, maximum, mode, cancellationToken).ConfigureAwait(false);
        switch (header.Tag)
        {
            case PacketTag.PublicKeyEncryptedSessionKey:
                _forPrivateKeys.Add(PublicKeyKeyPacket.Parse(body));
                break;
            case PacketTag.SymmetricKeyEncryptedSessionKey:
                AddPassphrasePacket(body);
                break;
        }
    }

    private void AddPassphrasePacket(byte[] body)
    {
        switch (PassphraseKeyPacket.Parse(body))
        {
            case (null, { } refusal):
                _refusals.Add(refusal);
                break;
            case ({ } packet, _):
                _forPassphrases.Add(packet);
                break;
        }
    }
}
