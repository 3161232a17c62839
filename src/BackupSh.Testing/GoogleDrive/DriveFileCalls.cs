using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace BackupSh.Testing.GoogleDrive;

/// <summary><c>files</c> without content: get, create, update, copy, delete, ids.</summary>
internal sealed class DriveFileCalls(DriveFiles files, DriveRights rights, GoogleDriveServerSettings options)
{
    // Source: files.generateIds, parameter count.
    private const int DefaultIds = 10;
    private const int MaximumIds = 1000;

    internal Task GenerateIdsAsync(DriveCall call)
    {
        int count = call.Number("count", DefaultIds, MaximumIds);
        JsonArray ids = [];
        lock (files.Sync)
        {
            for (int i = 0; i < count; i++)
            {
                ids.Add(files.GenerateId());
            }
        }

        return call.AnswerAsync(new JsonObject { ["kind"] = "drive#generatedIds", ["space"] = "drive", ["ids"] = ids }, "kind,space,ids");
    }

    internal Task GetAsync(DriveCall call, string id) => AnswerAsync(call, () => rights.Require(call, id));

    internal async Task CreateAsync(DriveCall call)
    {
        DriveMetadata metadata = new(await call.ReadJsonAsync().ConfigureAwait(false));
        await AnswerAsync(call, () =>
        {
            DriveFile file = New(call, metadata, metadata.MimeType ?? "application/octet-stream", bytes: 0);
            if (!file.IsFolder)
            {
                DriveFiles.SetContent(file, new DriveContent());
            }

            return files.Add(file);
        }).ConfigureAwait(false);
    }

    internal async Task UpdateAsync(DriveCall call, string id)
    {
        DriveMetadata metadata = new(await call.ReadJsonAsync().ConfigureAwait(false));
        await AnswerAsync(call, () => Update(call, rights.Require(call, id), metadata)).ConfigureAwait(false);
    }

    internal async Task CopyAsync(DriveCall call, string id)
    {
        DriveMetadata metadata = new(await call.ReadJsonAsync().ConfigureAwait(false));
        await AnswerAsync(call, () =>
        {
            DriveFile from = rights.Require(call, id);
            if (from.Content is null)
            {
                throw new DriveFault(403, "cannotCopyFile", "This file cannot be copied by the user.");
            }

            DriveFile file = New(call, metadata, metadata.MimeType ?? from.MimeType, from.Content.SizeBytes, metadata.Name ?? $"Copy of {from.Name}", from.Parent);
            DriveFiles.SetContent(file, from.Content.Share());
            return files.Add(file);
        }).ConfigureAwait(false);
    }

    internal Task DeleteAsync(DriveCall call, string id)
    {
        lock (files.Sync)
        {
            DriveFile file = rights.Require(call, id);
            rights.RequireDeleting(file);
            files.Remove(file);
        }

        call.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    internal Task EmptyTrashAsync(DriveCall call)
    {
        lock (files.Sync)
        {
            foreach (DriveFileView view in files.All.Where(view => view.File.IsTrashed && view.File.DriveId is null).ToArray())
            {
                files.Remove(view.File);
            }
        }

        call.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Makes a file of what a request says, and refuses what may not be. Not yet added.</summary>
    internal DriveFile New(DriveCall call, DriveMetadata metadata, string mimeType, long bytes, string? name = null, string? place = null)
    {
        metadata.Check();
        if (metadata.Id is { } id)
        {
            _ = files.Find(id) is null ? id : throw DriveFault.IdIsTaken();
            _ = files.IsGenerated(id) ? id : throw new DriveFault(400, "invalid", "The provided file ID is not usable.");
        }

        DriveFile parent = rights.Require(call, metadata.Parent ?? place ?? "root");
        rights.RequireWriting(parent);
        if (!parent.IsFolder)
        {
            throw new DriveFault(403, "parentNotAFolder", "The specified parent is not a folder.");
        }

        if (mimeType != DriveFile.FolderType)
        {
            rights.RequireRoom(call, parent, bytes);
        }

        DriveFile file = files.NewFile(metadata.Id ?? DriveFiles.NewId(), metadata.Name ?? name ?? "Untitled", mimeType, parent.Id);
        metadata.ApplyTo(file);
        return file;
    }

    internal DriveFile Update(DriveCall call, DriveFile file, DriveMetadata metadata)
    {
        metadata.Check();
        if (metadata.HasParents)
        {
            throw new DriveFault(
                403, "fieldNotWritable", "The parents field is not directly writable in update requests. Use the addParents and removeParents parameters instead.");
        }

        rights.RequireWriting(file);
        if (metadata.IsTrashed is { } trashed && trashed != file.IsTrashed)
        {
            rights.RequireTrashing(file);
        }
        else
        {
            file.ModifiedTime = files.Now;
        }

        // One folder holds a file: adding one moves it there.
        if (call.Parameter("addParents") is { Length: > 0 } added)
        {
            file.Parent = rights.Require(call, added).Id;
        }

        file.Name = metadata.Name ?? file.Name;
        file.MimeType = metadata.MimeType ?? file.MimeType;
        metadata.ApplyTo(file);
        files.Touch(file);
        return file;
    }

    /// <summary>Does something to a file under the lock, and answers the file.</summary>
    internal Task AnswerAsync(DriveCall call, Func<DriveFile> work)
    {
        JsonObject json;
        lock (files.Sync)
        {
            json = DriveResource.ToJson(files.View(work()));
        }

        if (!options.TellsSha256)
        {
            json.Remove("sha256Checksum");
        }

        return call.AnswerAsync(json, DriveResource.DefaultFields);
    }
}
