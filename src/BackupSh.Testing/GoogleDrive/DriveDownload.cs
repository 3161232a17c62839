using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace BackupSh.Testing.GoogleDrive;

/// <summary><c>alt=media</c>: a file's bytes, all or a range.</summary>
internal sealed class DriveDownload(DriveFiles files, DriveRights rights)
{
    private const int BufferBytes = 128 * 1024;

    internal async Task AnswerAsync(DriveCall call, string id)
    {
        using DriveContent content = Open(call, id, out string mimeType);
        (long from, long count) = Range(call, content.SizeBytes);
        call.Response.ContentType = mimeType;
        call.Response.ContentLength = count;
        await SendAsync(call, content, from, count).ConfigureAwait(false);
    }

    private DriveContent Open(DriveCall call, string id, out string mimeType)
    {
        lock (files.Sync)
        {
            DriveFile file = rights.Require(call, id);
            if (file.Content is null)
            {
                throw new DriveFault(403, "fileNotDownloadable", "Only files with binary content can be downloaded. Use Export with Docs Editors files.");
            }

            if (file.IsAbusive && !call.Flag("acknowledgeAbuse"))
            {
                throw new DriveFault(403, "cannotDownloadAbusiveFile", "This file has been identified as malware or spam and cannot be downloaded.");
            }

            mimeType = file.MimeType;
            return file.Content.Share();
        }
    }

    private static (long From, long Count) Range(DriveCall call, long size)
    {
        if (!RangeHeaderValue.TryParse(call.Request.Headers.Range.ToString(), out RangeHeaderValue? header) || header.Unit != "bytes" || header.Ranges.Count != 1)
        {
            return (0, size);
        }

        RangeItemHeaderValue range = header.Ranges.Single();
        long from = range.From ?? Math.Max(0, size - range.To!.Value);
        long last = range.From is null ? size - 1 : Math.Min(range.To ?? (size - 1), size - 1);
        if (from >= size || last < from)
        {
            call.Response.Headers.ContentRange = $"bytes */{size}";
            throw new DriveFault(416, "requestedRangeNotSatisfiable", "Request range not satisfiable");
        }

        call.Response.StatusCode = StatusCodes.Status206PartialContent;
        call.Response.Headers.ContentRange = $"bytes {from}-{last}/{size}";
        return (from, last - from + 1);
    }

    private static async Task SendAsync(DriveCall call, DriveContent content, long from, long count)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (long sent = 0; sent < count;)
            {
                int wanted = (int)Math.Min(buffer.Length, count - sent);
                int read = await content.ReadAsync(from + sent, buffer.AsMemory(0, wanted), call.Aborted).ConfigureAwait(false);
                await call.Response.Body.WriteAsync(buffer.AsMemory(0, read), call.Aborted).ConfigureAwait(false);
                sent += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
