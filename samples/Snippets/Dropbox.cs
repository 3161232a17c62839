using BackupSh;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Snippets;

/// <summary>The code of docs/storage/dropbox.md.</summary>
internal static class Dropbox
{
    internal static void Storage(HostApplicationBuilder builder)
    {
        builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
            .AddDropboxStorage("offsite", storage =>
            {
                storage.AppKey = "a1b2c3d4e5f6g7h";
                storage.RefreshToken = Secret.FromEnvironment("DROPBOX_TOKEN");
                storage.Folder = "backups/shop";
            });
    }
}
