using System.Security.Cryptography;
using System.Text.Json;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>What is needed of a service account's key file.</summary>
/// <param name="Email">The account's address.</param>
/// <param name="PrivateKey">Its private key, PEM.</param>
/// <param name="TokenAddress">Where it gets access tokens, or <see langword="null"/>.</param>
internal sealed record ServiceAccountKeyFile(string Email, string PrivateKey, string? TokenAddress)
{
    /// <summary>Reads a key file.</summary>
    /// <returns>The key, or <see langword="null"/> if the text is no such file or its key cannot be read.</returns>
    internal static ServiceAccountKeyFile? TryParse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            string? Text(string name) =>
                document.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            if (document.RootElement.ValueKind != JsonValueKind.Object || Text("client_email") is not { } email || Text("private_key") is not { } key)
            {
                return null;
            }

            using RSA rsa = RSA.Create();
            rsa.ImportFromPem(key);
            return new ServiceAccountKeyFile(email, key, Text("token_uri"));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or CryptographicException)
        {
            // The exception may quote the key: what is wrong is only that it is none.
            return null;
        }
    }

    // A record prints its values.
    public override string ToString() => Email;
}
