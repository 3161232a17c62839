using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BackupSh.Shared;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>The calls of Drive that a storage needs, one request each. What is no success is a <see cref="DriveException"/>.</summary>
internal sealed class DriveClient(DriveHttp http, DriveCredentials credentials, GoogleDriveStorageOptions options, TimeProvider time)
{
    // The largest answer is a page of a listing: a thousand files with a few hundred bytes each.
    private const long MaximumAnswerBytes = 16 * 1024 * 1024;
    private const int BufferBytes = 16 * 1024;

    private readonly Uri _api = new(options.ApiAddress);

    internal TimeSpan IdleTimeout => options.IdleTimeout;

    internal TimeProvider Time => time;

    /// <summary>Makes an absolute address of a path and its parameters.</summary>
    internal Uri Address(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        List<string> query = ["supportsAllDrives=true"];
        foreach ((string name, string? value) in parameters)
        {
            if (value is not null)
            {
                query.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        return new Uri(_api, $"{path}?{string.Join('&', query)}");
    }

    internal Task<DriveFile> GetAsync(string id, RequestAttempt attempt, CancellationToken cancellationToken) => ReadAsync(
        () => new HttpRequestMessage(HttpMethod.Get, Address($"drive/v3/files/{id}", ("fields", DriveFile.Fields))), DriveJson.Default.DriveFile, attempt, cancellationToken);

    internal async Task<string> GenerateIdAsync(RequestAttempt attempt, CancellationToken cancellationToken)
    {
        DriveGeneratedIds answer = await ReadAsync(
            () => new HttpRequestMessage(HttpMethod.Get, Address("drive/v3/files/generateIds", ("count", "1"), ("space", "drive"), ("fields", "ids"))),
            DriveJson.Default.DriveGeneratedIds,
            attempt,
            cancellationToken).ConfigureAwait(false);
        return answer.Ids is [{ } id] && DriveId.IsValid(id) ? id : throw DriveException.Strange("no id was generated");
    }

    internal Task<DriveAbout> AboutAsync(RequestAttempt attempt, CancellationToken cancellationToken) => ReadAsync(
        () => new HttpRequestMessage(HttpMethod.Get, Address("drive/v3/about", ("fields", "storageQuota(limit,usage)"))), DriveJson.Default.DriveAbout, attempt, cancellationToken);

    internal Task<DriveFile> TrashAsync(string id, RequestAttempt attempt, CancellationToken cancellationToken) => ReadAsync(
        () => new HttpRequestMessage(HttpMethod.Patch, Address($"drive/v3/files/{id}", ("fields", DriveFile.Fields)))
        {
            Content = Json(new DriveTrashing(Trashed: true), DriveJson.Default.DriveTrashing),
        },
        DriveJson.Default.DriveFile,
        attempt,
        cancellationToken);

    internal Task DeleteAsync(string id, RequestAttempt attempt, CancellationToken cancellationToken) => LimitAsync(
        async idle =>
        {
            using HttpResponseMessage response = await SendAsync(
                () => new HttpRequestMessage(HttpMethod.Delete, Address($"drive/v3/files/{id}")), attempt, idle, idle.Token).ConfigureAwait(false);
            await ThrowUnlessSuccessAsync(response, idle.Token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    internal static HttpContent Json<T>(T value, JsonTypeInfo<T> type)
    {
        ByteArrayContent content = new(JsonSerializer.SerializeToUtf8Bytes(value, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        return content;
    }

    /// <summary>Sends a request, and reads its answer as JSON.</summary>
    internal Task<T> ReadAsync<T>(
        Func<HttpRequestMessage> request, JsonTypeInfo<T> type, RequestAttempt attempt, CancellationToken cancellationToken)
        where T : class => LimitAsync(
        async idle =>
        {
            using HttpResponseMessage response = await SendAsync(request, attempt, idle, idle.Token).ConfigureAwait(false);
            await ThrowUnlessSuccessAsync(response, idle.Token).ConfigureAwait(false);
            return await ReadAsync(response, type, idle.Token).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Runs a request until it ends, or until nothing has moved for too long.</summary>
    internal Task<T> LimitAsync<T>(Func<IdleLimit, Task<T>> request, CancellationToken cancellationToken) => IdleLimit.RunAsync(
        options.IdleTimeout, time, request, cause => DriveException.Stalled(options.IdleTimeout, cause), cancellationToken);

    /// <summary>Sends a request with an access token, and returns as soon as the headers of the answer are there.</summary>
    internal async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> request, RequestAttempt attempt, IdleLimit? idle, CancellationToken cancellationToken)
    {
        string token = await credentials.GetTokenAsync(attempt.WithNewCredentials, cancellationToken).ConfigureAwait(false);
        idle?.Touch();
        using HttpRequestMessage message = request();
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("BackupSh", null));

        // The invoker returns with the headers; the client would read the whole body before.
        HttpResponseMessage response = await http.CreateInvoker().SendAsync(message, cancellationToken).ConfigureAwait(false);
        idle?.Touch();
        return response;
    }

    /// <summary>Reads an answer as JSON; anything else in its place is strange.</summary>
    internal static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        byte[] body = await ReadBodyAsync(response, cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw DriveException.Strange("the answer is null");
        }
        catch (JsonException exception)
        {
            throw DriveException.Strange($"the answer with status {(int)response.StatusCode} is not the expected JSON", exception);
        }
    }

    internal async Task ThrowUnlessSuccessAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw await MakeExceptionAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes an exception of an answer that is no success. Its body may be anything.</summary>
    internal async Task<DriveException> MakeExceptionAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        DriveError? error = null;
        try
        {
            error = JsonSerializer.Deserialize(await ReadBodyAsync(response, cancellationToken).ConfigureAwait(false), DriveJson.Default.DriveErrorAnswer)?.Error;
        }
        catch (Exception exception) when (exception is JsonException or DriveException)
        {
            // A proxy or a load balancer has answered: the status says enough.
        }

        string? asked = response.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
        return new DriveException(
            (int)response.StatusCode,
            error?.Errors?.FirstOrDefault(detail => !string.IsNullOrEmpty(detail.Reason))?.Reason ?? "",
            error?.Message ?? $"status {(int)response.StatusCode}")
        {
            RetryAfter = RetryAfter.Parse(asked, time.GetUtcNow()),
        };
    }

    private static async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            byte[] buffer = new byte[BufferBytes];
            int count;
            while ((count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                body.Write(buffer, 0, count);
                if (body.Length > MaximumAnswerBytes)
                {
                    throw DriveException.Strange("the answer does not end");
                }
            }
        }

        return body.ToArray();
    }
}
