using System.Text.Json;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands.Auth;

/// <summary>An OAuth client as Google's console gives it: <c>client_secret_….json</c>. So its secret is in no argument.</summary>
/// <param name="ClientId">The client's id.</param>
/// <param name="ClientSecret">Its secret.</param>
internal sealed record GoogleClientFile(string ClientId, Secret ClientSecret)
{
    /// <exception cref="BackupShException"><c>BSH0770</c>.</exception>
    internal static GoogleClientFile Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using JsonDocument document = JsonDocument.Parse(file);

            // A client of another type ("web") needs a fixed redirect address, which this machine is not.
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("installed", out JsonElement client)
                && client.TryGetProperty("client_id", out JsonElement id) && id.GetString() is { Length: > 0 } clientId
                && client.TryGetProperty("client_secret", out JsonElement secret) && secret.GetString() is { Length: > 0 } clientSecret)
            {
                return new GoogleClientFile(clientId, clientSecret);
            }

            throw new BackupShException(ErrorTexts.Error("BSH0770", path, "it has no client of the type 'installed'."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0770", path, exception.Message), exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Without the cause: it may quote the file.
            throw new BackupShException(ErrorTexts.Error("BSH0770", path, "it is no such JSON."));
        }
    }
}
