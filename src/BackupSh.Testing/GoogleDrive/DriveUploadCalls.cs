using System.Buffers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>The host-absolute path <c>/upload/</c>: content with or without metadata, in one request or in a session.</summary>
internal sealed class DriveUploadCalls(DriveFiles files, DriveFileCalls calls, DriveRights rights, DriveSessions sessions)
{
    private const int BufferBytes = 128 * 1024;
    private const string DefaultType = "application/octet-stream";

    /// <summary>Answers an upload to a new file, or to the one with an id.</summary>
    internal async Task AnswerAsync(DriveCall call, string? id)
    {
        switch (call.Parameter("uploadType"))
        {
            case "media":
                await MediaAsync(call, id).ConfigureAwait(false);
                break;
            case "multipart":
                await MultipartAsync(call, id).ConfigureAwait(false);
                break;
            case "resumable":
                await sessions.StartAsync(call, await call.ReadJsonAsync().ConfigureAwait(false), metadata => Store(call, id, metadata)).ConfigureAwait(false);
                break;
            default:
                throw DriveFault.Invalid("uploadType");
        }
    }

    private async Task MediaAsync(DriveCall call, string? id)
    {
        DriveContent content = await ReadAsync(call.OpenBody(), call.Aborted).ConfigureAwait(false);
        await FinishAsync(call, id, [], call.Request.ContentType, content).ConfigureAwait(false);
    }

    private async Task MultipartAsync(DriveCall call, string? id)
    {
        if (!MediaTypeHeaderValue.TryParse(call.Request.ContentType, out MediaTypeHeaderValue? type) || type.MediaType != "multipart/related" || type.Boundary.Length == 0)
        {
            throw DriveFault.BadRequest("Malformed multipart body.");
        }

        MultipartReader reader = new(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), call.OpenBody());
        MultipartSection first = await NextAsync(reader, call.Aborted).ConfigureAwait(false);
        JsonObject metadata = await DriveCall.ParseAsync(first.Body, call.Aborted).ConfigureAwait(false);
        MultipartSection second = await NextAsync(reader, call.Aborted).ConfigureAwait(false);
        DriveContent content = await ReadAsync(second.Body, call.Aborted).ConfigureAwait(false);
        await FinishAsync(call, id, metadata, second.ContentType, content).ConfigureAwait(false);
    }

    private static async Task<MultipartSection> NextAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) ?? throw DriveFault.BadRequest("Malformed multipart body.");
        }
        catch (InvalidDataException)
        {
            throw DriveFault.BadRequest("Malformed multipart body.");
        }
    }

    private async Task FinishAsync(DriveCall call, string? id, JsonObject metadata, string? contentType, DriveContent content)
    {
        try
        {
            await calls.AnswerAsync(call, () => Store(call, id, metadata)(content.SizeBytes, contentType, content)).ConfigureAwait(false);
        }
        catch (DriveFault)
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>Checks now what is known now, and returns what makes the file of the bytes. Both under the lock.</summary>
    private Func<long, string?, DriveContent, DriveFile> Store(DriveCall call, string? id, JsonObject json)
    {
        DriveMetadata metadata = new(json);
        if (id is not null)
        {
            _ = rights.Require(call, id);
            return (_, contentType, content) =>
            {
                DriveFile file = calls.Update(call, rights.Require(call, id), metadata);
                file.MimeType = metadata.MimeType ?? contentType ?? file.MimeType;
                DriveFiles.SetContent(file, content);
                return file;
            };
        }

        _ = calls.New(call, metadata, metadata.MimeType ?? DefaultType, bytes: 0);
        return (size, contentType, content) =>
        {
            DriveFile file = calls.New(call, metadata, metadata.MimeType ?? contentType ?? DefaultType, size);
            DriveFiles.SetContent(file, content);
            return files.Add(file);
        };
    }

    private static async Task<DriveContent> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        DriveContent content = new();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int count;
            while ((count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await content.AppendAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }

            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
