using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Bcpg.Sig;
using Org.BouncyCastle.Crypto.Parameters;

namespace BackupSh.OpenPgp.Keys;

/// <summary>Reads a certificate, and picks the key in it that archives are encrypted to.</summary>
internal sealed class RecipientFile
{
    /// <summary>Shorter RSA keys are refused.</summary>
    // Source: NIST SP 800-131A Rev. 2, table 5 (RSA key transport below 2048 bits is disallowed).
    private const int MinimumRsaBits = 2048;

    private const int EncryptionFlags = KeyFlags.EncryptComms | KeyFlags.EncryptStorage;

    private readonly string _file;
    private readonly DateTimeOffset _now;
    private readonly PgpPublicKeyRing _certificate;
    private readonly PgpPublicKey _primary;
    private readonly SelfSignatures _signatures;

    private RecipientFile(string file, PgpPublicKeyRing certificate, DateTimeOffset now)
    {
        _file = file;
        _now = now;
        _certificate = certificate;
        _primary = certificate.GetPublicKey();
        _signatures = new SelfSignatures(_primary);
    }

    /// <summary>Reads a recipient from a file with exactly one certificate.</summary>
    /// <exception cref="BackupShException">The file cannot be read, or its key may not be encrypted to.</exception>
    internal static Recipient Read(string file, DateTimeOffset now)
    {
        IReadOnlyList<PgpObject> rings = KeyFile.Read(file);
        if (rings.Any(ring => ring is PgpSecretKeyRing))
        {
            throw KeyFaults.SecretWherePublic(file);
        }

        return rings is [PgpPublicKeyRing certificate]
            ? new RecipientFile(file, certificate, now).Choose()
            : throw KeyFaults.SeveralCertificates(file, rings.Count);
    }

    /// <summary>Takes the newest usable subkey, as gpg does; if there is none, says what is wrong with the one that came closest.</summary>
    private Recipient Choose()
    {
        PgpSignature own = CheckPrimary();
        List<Candidate> candidates =
        [
            .. _certificate.GetPublicKeys().Where(key => !key.IsMasterKey)
                .Select(key => (Key: key, Binding: _signatures.Newest(key)))
                .Where(pair => pair.Binding is not null && MayEncrypt(pair.Key, pair.Binding))
                .Select(pair => new Candidate(pair.Key, Earlier(Expiry(_primary, own), Expiry(pair.Key, pair.Binding!)), CheckSubkey(pair.Key, pair.Binding!))),
        ];
        if (MayEncrypt(_primary, own))
        {
            candidates.Add(new Candidate(_primary, Expiry(_primary, own), CheckStrength(_primary)));
        }

        Candidate? best = candidates.Where(candidate => candidate.Fault is null).MaxBy(candidate => candidate.Key.CreationTime)
            ?? candidates.MaxBy(candidate => candidate.Key.CreationTime);
        return best switch
        {
            null => throw KeyFaults.NotForEncryption(_file, Id(_primary)),
            { Fault: { } fault } => throw fault,
            _ => new Recipient(
                unchecked((ulong)best.Key.KeyId), (byte)best.Key.Algorithm, SessionKeyWrapping.For(best.Key)!, best.Expires),
        };
    }

    private PgpSignature CheckPrimary()
    {
        if (_signatures.IsRevoked())
        {
            throw KeyFaults.Revoked(_file, Id(_primary));
        }

        PgpSignature own = _signatures.Newest() ?? throw KeyFaults.NotSelfSigned(_file, Id(_primary));
        return CheckTime(_primary, own) is { } fault ? throw fault : own;
    }

    private BackupShException? CheckSubkey(PgpPublicKey subkey, PgpSignature binding) =>
        _signatures.IsRevoked(subkey)
            ? KeyFaults.Revoked(_file, Id(subkey))
            : CheckTime(subkey, binding) ?? CheckStrength(subkey);

    private BackupShException? CheckTime(PgpPublicKey key, PgpSignature signature)
    {
        DateTimeOffset created = Utc(key.CreationTime);
        if (created > _now)
        {
            return KeyFaults.NotYetValid(_file, Id(key), created);
        }

        return Expiry(key, signature) is { } expires && expires <= _now ? KeyFaults.Expired(_file, Id(key), expires) : null;
    }

    private static DateTimeOffset? Expiry(PgpPublicKey key, PgpSignature signature)
    {
        // Source: RFC 9580 §5.2.3.13 (seconds after the key's creation; zero or absent is never).
        long seconds = signature.GetHashedSubPackets()?.GetKeyExpirationTime() ?? 0;
        return seconds == 0 ? null : Utc(key.CreationTime).AddSeconds(seconds);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other is null ? one ?? other : one < other ? one : other;

    private BackupShException? CheckStrength(PgpPublicKey key)
    {
        if (SessionKeyWrapping.For(key) is null)
        {
            return KeyFaults.UnsupportedAlgorithm(_file, Id(key), key.Algorithm.ToString());
        }

        return key.GetKey() is RsaKeyParameters rsa && rsa.Modulus.BitLength < MinimumRsaBits
            ? KeyFaults.TooWeak(_file, Id(key), rsa.Modulus.BitLength, MinimumRsaBits)
            : null;
    }

    /// <summary>Tells whether a key's algorithm can, and its flags may, encrypt. A signature without flags allows what the algorithm can.</summary>
    private static bool MayEncrypt(PgpPublicKey key, PgpSignature signature)
    {
        bool hasFlags = signature.GetHashedSubPackets()?.HasSubpacket(SignatureSubpacketTag.KeyFlags) ?? false;
        return key.IsEncryptionKey && (!hasFlags || (signature.GetHashedSubPackets().GetKeyFlags() & EncryptionFlags) != 0);
    }

    private static string Id(PgpPublicKey key) => KeyIds.Format(key.KeyId);

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private sealed record Candidate(PgpPublicKey Key, DateTimeOffset? Expires, BackupShException? Fault);
}
