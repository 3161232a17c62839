namespace BackupSh;

/// <summary>Protects secrets that the engine must store, such as the passphrase of a job that a user has made.</summary>
/// <remarks>A package or a host registers one as a singleton service. Without one such secrets are refused.</remarks>
public sealed class SecretProtection
{
    private readonly Func<string, string> _protect;
    private readonly Func<string, string> _unprotect;

    /// <summary>Initializes a protection.</summary>
    /// <param name="name">Its name, which is stored beside what it protects: 1 to 50 characters.</param>
    /// <param name="protect">Makes of a secret a text that says nothing to anybody else.</param>
    /// <param name="unprotect">Makes the secret of such a text; throws for any other text.</param>
    public SecretProtection(string name, Func<string, string> protect, Func<string, string> unprotect)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, 50, nameof(name));
        ArgumentNullException.ThrowIfNull(protect);
        ArgumentNullException.ThrowIfNull(unprotect);
        Name = name;
        _protect = protect;
        _unprotect = unprotect;
    }

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Protects a secret.</summary>
    /// <param name="secret">The secret's value.</param>
    /// <returns>The text to store.</returns>
    public string Protect(string secret) => _protect(secret);

    /// <summary>Makes a secret readable again.</summary>
    /// <param name="text">The stored text.</param>
    /// <returns>The secret's value.</returns>
    public string Unprotect(string text) => _unprotect(text);
}
