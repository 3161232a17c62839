using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>The upload sessions: their address is all that a client needs to write into them.</summary>
internal sealed class DriveSessions(DriveFiles files, GoogleDriveServerSettings options) : IDisposable
{
    // Source: nginx's number for a client that closed its request; Google's upload servers answer it to a session's deletion.
    private const int ClosedByClient = 499;
    private const int PermanentlyRedirected = 308;
    private readonly Dictionary<string, DriveSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>Gets how many sessions wait for more bytes.</summary>
    internal int OpenCount
    {
        get
        {
            lock (files.Sync)
            {
                return _sessions.Values.Count(session => session.File is null);
            }
        }
    }

    /// <summary>Forgets all sessions, as if their time were over.</summary>
    internal async Task ForgetAsync(CancellationToken cancellationToken)
    {
        DriveSession[] sessions;
        lock (files.Sync)
        {
            sessions = [.. _sessions.Values];
            _sessions.Clear();
        }

        foreach (DriveSession session in sessions)
        {
            await session.CloseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal Task StartAsync(DriveCall call, JsonObject metadata, Func<JsonObject, Func<long, string?, DriveContent, DriveFile>> check)
    {
        string id = "AFIdbg" + DriveFiles.Base64Url(45);
        long? announced = long.TryParse(call.Request.Headers["X-Upload-Content-Length"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? size : null;
        lock (files.Sync)
        {
            _sessions.Add(id, new DriveSession(
                check(metadata), call.Request.Headers["X-Upload-Content-Type"].ToString() is { Length: > 0 } type ? type : null, announced, files.Now + options.SessionLifetime)
            {
                Fields = call.Parameter("fields"),
            });
        }

        call.Response.StatusCode = StatusCodes.Status200OK;
        call.Response.ContentLength = 0;
        call.Response.Headers["X-GUploader-UploadID"] = id;
        call.Response.Headers.Location = $"{call.Request.Scheme}://{call.Request.Host}{call.Request.Path}{call.Request.QueryString}&upload_id={id}";
        return Task.CompletedTask;
    }

    internal async Task AnswerAsync(DriveCall call, string id)
    {
        DriveSession session = Require(id);
        if (call.Request.Method == HttpMethods.Delete)
        {
            lock (files.Sync)
            {
                _sessions.Remove(id);
            }

            await session.CloseAsync(call.Aborted).ConfigureAwait(false);
            call.Response.StatusCode = ClosedByClient;
            return;
        }

        string header = call.Request.Headers.ContentRange.ToString();
        long length = call.Request.ContentLength ?? throw new DriveFault(411, "contentLengthRequired", "The request needs a Content-Length.");
        DriveContentRange range = header.Length > 0 ? DriveContentRange.Parse(header)
            : length == 0 ? new DriveContentRange(null, -1, 0) : new DriveContentRange(0, length - 1, length);
        if (range.Count != length)
        {
            throw DriveFault.BadRequest("Content-Range and Content-Length do not agree.");
        }

        await session.TakeAsync(range, call.Request.Body, options.KeptChunkBytes, files.Sync, call.Aborted).ConfigureAwait(false);
        if (session.File is { } file)
        {
            await AnswerFileAsync(call, session, file).ConfigureAwait(false);
            return;
        }

        call.Response.StatusCode = PermanentlyRedirected;
        call.Response.ContentLength = 0;
        if (session.KeptBytes > 0)
        {
            call.Response.Headers.Range = $"bytes=0-{session.KeptBytes - 1}";
        }
    }

    /// <summary>Frees what sessions hold. No request may be at work.</summary>
    public void Dispose()
    {
        foreach (DriveSession session in _sessions.Values)
        {
            session.Dispose();
        }
    }

    private Task AnswerFileAsync(DriveCall call, DriveSession session, DriveFile file)
    {
        JsonObject json;
        lock (files.Sync)
        {
            json = DriveResource.ToJson(files.View(file));
        }

        if (!options.TellsSha256)
        {
            json.Remove("sha256Checksum");
        }

        return call.WriteAsync(
            StatusCodes.Status200OK, DriveFieldMask.Parse(session.Fields is { Length: > 0 } fields ? fields : DriveResource.DefaultFields).Apply(json, DriveResource.IsKnown));
    }

    private DriveSession Require(string id)
    {
        lock (files.Sync)
        {
            if (_sessions.TryGetValue(id, out DriveSession? session) && session.Expires > files.Now)
            {
                return session;
            }
        }

        throw DriveSession.Gone();
    }
}
