using BackupSh.Testing.Dropbox;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.EndToEnd.Tests.Places;

internal sealed class DropboxPlace(DropboxServer server) : ServerPlace("dropbox", server.Address)
{
    private readonly string _folder = $"test-{Guid.NewGuid():N}";

    internal override void AddTo(IBackupShBuilder builder) => builder.AddDropboxStorage(Name, options =>
    {
        options.ServiceUrl = Endpoint.ToString();
        options.AppKey = "test-app-key";
        options.AppSecret = Secret.FromValue("test-app-secret");
        options.RefreshToken = Secret.FromValue("test-refresh-token");
        options.Folder = _folder;
        options.PartBytes = 4 * 1024 * 1024;
    });

    internal override Task<SortedDictionary<string, byte[]>> ReadAllAsync(CancellationToken cancellationToken)
    {
        string prefix = $"/{_folder}/";
        return Task.FromResult(new SortedDictionary<string, byte[]>(
            server.Paths.Where(path => path.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(path => path[prefix.Length..], server.GetContent),
            StringComparer.Ordinal));
    }
}
