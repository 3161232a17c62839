using System.Net.Http.Headers;
using BackupSh.Testing.GoogleDrive;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.EndToEnd.Tests.Places;

internal sealed class DrivePlace : ServerPlace
{
    private const string Token = "test-outside-token";

    private readonly GoogleDriveServer _server;
    private readonly string _folderId;
    private readonly HttpClient _client;

    internal DrivePlace(GoogleDriveServer server)
        : base("drive", server.Address)
    {
        _server = server;
        _folderId = server.AddFolder($"test-{Guid.NewGuid():N}");
        server.AdmitAccessToken(Token);
        _client = new HttpClient { BaseAddress = server.Address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    internal override void AddTo(IBackupShBuilder builder) => builder.AddGoogleDriveStorage(Name, options =>
    {
        options.ApiAddress = Endpoint.ToString();
        options.TokenAddress = new Uri(Endpoint, "token").ToString();
        options.FolderId = _folderId;
        options.ClientId = GoogleDriveServer.ClientId;
        options.ClientSecret = _server.ClientSecret;
        options.RefreshToken = _server.RefreshToken;
        options.PartSizeBytes = 256 * 1024;
    });

    internal override async Task<SortedDictionary<string, byte[]>> ReadAllAsync(CancellationToken cancellationToken)
    {
        SortedDictionary<string, byte[]> objects = new(StringComparer.Ordinal);
        foreach (GoogleDriveFile file in _server.Files.Where(file => file.ParentId == _folderId && !file.IsTrashed))
        {
            objects.Add(file.Name, await _client.GetByteArrayAsync(new Uri($"drive/v3/files/{file.Id}?alt=media", UriKind.Relative), cancellationToken));
        }

        return objects;
    }

    public override ValueTask DisposeAsync()
    {
        _client.Dispose();
        return base.DisposeAsync();
    }
}
