using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Snippets;

/// <summary>Blocks of <c>docs/sources/folder.md</c>.</summary>
internal static class Folders
{
    internal static void FolderSource(HostApplicationBuilder builder)
    {
        builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
            .AddFolderSource("docs", source =>
            {
                source.Directory = "/srv/docs";
                source.Exclude = ["*.tmp", "/cache/"];
            });
    }
}
