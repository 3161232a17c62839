using System.Text.Json;
using BackupSh.Shared;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>Stands between the token endpoint and Google's library, which takes every answer for one of its own.</summary>
/// <remarks>An error without a body ends in a <see cref="NullReferenceException"/> there, and a sign-in page in an exception of
/// its JSON reader, which shows the page.</remarks>
internal sealed class TokenAnswerCheck(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    // A token is a few kilobytes long.
    private const int MaximumBytes = 256 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            int status = (int)response.StatusCode;
            await response.Content.LoadIntoBufferAsync(MaximumBytes, cancellationToken).ConfigureAwait(false);
            if (status is 429 or >= 500)
            {
                string? asked = response.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
                throw new DriveException(status, "", $"the token endpoint answered {status}") { RetryAfter = RetryAfter.Parse(asked, response.Headers.Date ?? default) };
            }

            return IsObject(await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false))
                ? response
                : throw DriveException.Strange($"the token endpoint answered {status} and no JSON");
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static bool IsObject(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
