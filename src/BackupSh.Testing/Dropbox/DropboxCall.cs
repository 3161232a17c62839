using System.Text.Json.Nodes;

namespace BackupSh.Testing.Dropbox;

/// <summary>A call of an endpoint by somebody who may call it.</summary>
/// <param name="Endpoint">What stands behind the version, for example <c>files/upload</c>.</param>
/// <param name="Argument">The argument, from the body or the header.</param>
/// <param name="Tree">The namespace that it is about.</param>
/// <param name="Body">The content, where the argument is in the header.</param>
/// <param name="ContentLength">How long it says that it is.</param>
/// <param name="Range">The header <c>Range</c>.</param>
/// <param name="Cancelled">Fires when the client has gone.</param>
internal sealed record DropboxCall(
    string Endpoint, JsonObject Argument, DropboxTree Tree, Stream Body, long? ContentLength, string? Range, CancellationToken Cancelled);
