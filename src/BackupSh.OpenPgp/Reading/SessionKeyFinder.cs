using System.Security.Cryptography;
using System.Text;
using BackupSh.Encryption;
using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Keys;

namespace BackupSh.OpenPgp.Reading;

/// <summary>Finds the session key: tries every private key and passphrase on every packet that it may fit into.</summary>
/// <remarks>A key that cannot be used does not stop the others; it is told only if none fits.</remarks>
internal sealed class SessionKeyFinder(OpenPgpKeys keys, KeyPackets packets, DataProbe probe)
{
    private readonly List<BackupShException> _unusable = [];
    private readonly List<BackupDecryptionException> _refusals = [.. packets.Refusals];
    private bool _tried;

    /// <summary>Returns the first session key that fits. The caller disposes it.</summary>
    /// <exception cref="BackupDecryptionException">None fits.</exception>
    internal SessionKey Find()
    {
        if (keys.ReadingPassphrases.Count == 0 && keys.PrivateKeys.Count == 0)
        {
            throw MessageFaults.NoKeyConfigured();
        }

        foreach (SessionKey candidate in OfPrivateKeys().Concat(OfPassphrases()))
        {
            if (probe.Fits(candidate))
            {
                return candidate;
            }

            candidate.Dispose();
        }

        throw NothingFits();
    }

    private BackupDecryptionException NothingFits()
    {
        if (_unusable.Count > 0)
        {
            return MessageFaults.KeysUnusable(_unusable);
        }

        if (_refusals.Count > 0)
        {
            return _refusals[0];
        }

        return _tried ? MessageFaults.Damaged() : MessageFaults.NotAmongRecipients(packets.Names());
    }

    private IEnumerable<SessionKey> OfPrivateKeys()
    {
        if (packets.ForPrivateKeys.Count == 0)
        {
            yield break;
        }

        foreach (PrivateKey key in keys.PrivateKeys.SelectMany(file => Usable(() => PrivateKeyFile.Read(file)) ?? []))
        {
            List<PublicKeyKeyPacket> fitting =
                [.. packets.ForPrivateKeys.Where(packet => packet.HidesRecipient || packet.KeyId == key.KeyId)];
            if (fitting.Count == 0 || Usable(key.Unlock) is not { } unwrapping)
            {
                continue;
            }

            foreach (PublicKeyKeyPacket packet in fitting)
            {
                if (Unwrap(unwrapping, packet) is { } candidate)
                {
                    yield return candidate;
                }
            }
        }
    }

    private IEnumerable<SessionKey> OfPassphrases()
    {
        foreach (Secret secret in packets.ForPassphrases.Count == 0 ? [] : keys.ReadingPassphrases)
        {
            if (Usable(secret.Reveal) is not { } passphrase)
            {
                continue;
            }

            byte[] utf8 = Encoding.UTF8.GetBytes(passphrase);
            try
            {
                foreach (PassphraseKeyPacket packet in packets.ForPassphrases)
                {
                    _tried = true;
                    if (packet.Open(utf8) is { } candidate)
                    {
                        yield return candidate;
                    }
                }
            }
            finally
            {
                CryptographicOperations.ZeroMemory(utf8);
            }
        }
    }

    private SessionKey? Unwrap(SessionKeyUnwrapping unwrapping, PublicKeyKeyPacket packet)
    {
        _tried = true;
        if (unwrapping.Unwrap(packet.Fields.Span) is not { } form)
        {
            return null;
        }

        SessionKey? key = SessionKey.FromPublicKeyForm(form);
        if (key is null && form.Length > 0 && ((SymmetricCipher)form[0]).KeyLength() == 0)
        {
            // The padding was right, so the key fits and this is what the sender chose.
            _refusals.Add(MessageFaults.Cipher(form[0]));
        }

        CryptographicOperations.ZeroMemory(form);
        return key;
    }

    /// <summary>Returns what a key gives, or notes why it gives nothing.</summary>
    private T? Usable<T>(Func<T> use)
        where T : class
    {
        try
        {
            return use();
        }
        catch (BackupShException exception)
        {
            _unusable.Add(exception);
            return null;
        }
    }
}
