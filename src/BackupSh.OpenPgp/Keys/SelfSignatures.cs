using Org.BouncyCastle.Bcpg.OpenPgp;

namespace BackupSh.OpenPgp.Keys;

/// <summary>What a certificate says about itself, as far as its own signatures prove it.</summary>
/// <remarks>BouncyCastle parses signatures and believes them; here each is verified before it counts.</remarks>
// Source: RFC 9580 §5.2.3.10 (self-signatures: the newest valid one holds).
internal sealed class SelfSignatures(PgpPublicKey primary)
{
    /// <summary>Tells whether the owner revoked the whole certificate.</summary>
    internal bool IsRevoked() => Own(primary, PgpSignature.KeyRevocation).Any(signature => Verifies(signature, s => s.VerifyCertification(primary)));

    /// <summary>Returns the newest valid signature over the primary key, or <see langword="null"/> if there is none.</summary>
    internal PgpSignature? Newest() =>
        DirectSignatures().Concat(primary.GetUserIds().Select(NewestFor).OfType<PgpSignature>()).MaxBy(signature => signature.CreationTime);

    /// <summary>Tells whether the owner revoked a subkey.</summary>
    internal bool IsRevoked(PgpPublicKey subkey) =>
        Own(subkey, PgpSignature.SubkeyRevocation).Any(signature => Verifies(signature, s => s.VerifyCertification(primary, subkey)));

    /// <summary>Returns the newest valid signature that binds a subkey, or <see langword="null"/> if there is none.</summary>
    internal PgpSignature? Newest(PgpPublicKey subkey) =>
        Own(subkey, PgpSignature.SubkeyBinding)
            .Where(signature => Verifies(signature, s => s.VerifyCertification(primary, subkey)))
            .MaxBy(signature => signature.CreationTime);

    private IEnumerable<PgpSignature> DirectSignatures() =>
        Own(primary, PgpSignature.DirectKey).Where(signature => Verifies(signature, s => s.VerifyCertification(primary)));

    /// <summary>Returns the newest certification of a name, or <see langword="null"/> if there is none or the name was revoked after it.</summary>
    private PgpSignature? NewestFor(string userId)
    {
        PgpSignature? newest = primary.GetSignaturesForId(userId)
            .Where(signature => signature.KeyId == primary.KeyId
                && (signature.IsCertification() || signature.SignatureType == PgpSignature.CertificationRevocation)
                && Verifies(signature, s => s.VerifyCertification(userId, primary)))
            .MaxBy(signature => signature.CreationTime);
        return newest?.SignatureType == PgpSignature.CertificationRevocation ? null : newest;
    }

    private IEnumerable<PgpSignature> Own(PgpPublicKey key, int type) =>
        key.GetSignaturesOfType(type).Where(signature => signature.KeyId == primary.KeyId);

    private bool Verifies(PgpSignature signature, Func<PgpSignature, bool> verify)
    {
        try
        {
            signature.InitVerify(primary);
            return verify(signature);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // An algorithm that BouncyCastle does not know, or a malformed signature: it proves nothing.
            return false;
        }
    }
}
