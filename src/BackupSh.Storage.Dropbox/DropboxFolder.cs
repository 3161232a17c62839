using System.Net;

namespace BackupSh.Storage.Dropbox;

/// <summary>The storage's folder: paths in it, and whether it is there.</summary>
internal sealed class DropboxFolder(DropboxClient client, DropboxStorageOptions options)
{
    // Source: the API's specification: components of at most 255 characters.
    private const int LongestComponent = 255;

    private volatile bool _seen;

    /// <summary>Gets the folder's path as the API wants it: empty for the root.</summary>
    internal string Path { get; } = Trim(options.Folder) is { Length: > 0 } folder ? "/" + folder : "";

    internal static string Trim(string folder) => folder.Trim('/') is var trimmed && trimmed == "." ? "" : trimmed;

    internal static bool IsValid(string? folder) => folder is not null && (Trim(folder).Length == 0 || Trim(folder).Split('/').All(
        component => component.Length is > 0 and <= LongestComponent
            && component is not ("." or "..")
            && !component.EndsWith('.') && !component.EndsWith(' ')
            && !component.Any(character => char.IsControl(character) || character == '\\')));

    internal string PathOf(string name) => $"{Path}/{name}";

    /// <summary>Sees to it that the folder is there, or throws.</summary>
    /// <remarks>Dropbox makes the folders of an upload by itself: without looking, a folder that somebody has moved away
    /// would begin anew, and empty.</remarks>
    internal async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (Path.Length == 0)
        {
            return;
        }

        Entry? found = await client.FindAsync(Path, null, cancellationToken).ConfigureAwait(false);
        if (found is null && !_seen && options.CreateFolder)
        {
            await CreateAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (found is null)
        {
            throw client.Errors.FolderMissing();
        }
        else if (found.Tag != "folder")
        {
            throw client.Errors.Translate(new DropboxFailure(HttpStatusCode.Conflict, "path/not_folder", ""), null);
        }

        _seen = true;
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.CallAsync(
                "files/create_folder_v2",
                null,
                new PathArgument(Path),
                DropboxJson.Default.PathArgument,
                DropboxJson.Default.MetadataAnswer,
                cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException exception) when (exception.InnerException is DropboxFailure { Tags: "path/conflict/folder" })
        {
            // Another one has made it in this moment, or we did, and the answer was lost.
        }
    }
}
