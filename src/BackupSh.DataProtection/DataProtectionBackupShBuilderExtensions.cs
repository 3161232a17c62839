using BackupSh;
using Microsoft.AspNetCore.DataProtection;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds ASP.NET Core Data Protection as what protects stored secrets.</summary>
public static class DataProtectionBackupShBuilderExtensions
{
    // Part of what is protected: with another purpose nothing that was stored could be read.
    private const string Purpose = "BackupSh.StoredSecrets.v1";

    /// <summary>Protects the secrets of jobs that users make with the host's key ring.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Calls <c>AddDataProtection()</c>; where its keys lie is the host's to say, with <c>PersistKeysTo…</c>. Of several
    /// nodes with one catalog, all need the same key ring. Who loses it must set the secrets anew; no backup is lost by that
    /// as long as somebody has the passphrases.</remarks>
    public static IBackupShBuilder AddDataProtectionForSecrets(this IBackupShBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddDataProtection();
        builder.Services.AddSingleton(static services =>
        {
            IDataProtector protector = services.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose);
            return new SecretProtection("data-protection", protector.Protect, protector.Unprotect);
        });
        return builder;
    }
}
