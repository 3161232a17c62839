using BackupSh;
using BackupSh.Rotation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Snippets;

/// <summary>Blocks of <c>docs/configuration.md</c> and of the pages about sources and storages.</summary>
internal static class Configuration
{
    internal static void CodeAndSection(HostApplicationBuilder builder)
    {
        builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
            .AddSqliteSource("shop", o => o.ConnectionString = "Data Source=shop.db")
            .AddFileSystemStorage("nas", o => o.Directory = "/mnt/backups")
            .AddJob("nightly", job =>
            {
                job.Source = "shop";
                job.Storages = ["nas"];
                job.Rotation.Daily = RotationRule.Limited(7);
            });
    }

    internal static void SqliteSource(HostApplicationBuilder builder)
    {
        builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
            .AddSqliteSource("shop", source => source.ConnectionString = "Data Source=shop.db");
    }

    internal static void FolderSource(HostApplicationBuilder builder)
    {
        builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
            .AddFolderSource("docs", source =>
            {
                source.Directory = "/srv/docs";
                source.Exclude = ["*.tmp", "/cache/"];
            });
    }

    internal static void FileSystemStorage(HostApplicationBuilder builder)
    {
        builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
            .AddFileSystemStorage("nas", storage =>
            {
                storage.Directory = "/mnt/nas/backups";
                storage.RequireMount = true;
            });
    }

    internal static void GoogleDriveStorage(HostApplicationBuilder builder)
    {
        builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
            .AddGoogleDriveStorage("drive", storage =>
            {
                storage.FolderId = "1aB2cD3eF4gH5iJ6kL7mN8oP9qR0sT1uV";
                storage.ServiceAccountKey = Secret.FromFile("/etc/acme/drive.json");
            });
    }

    internal static void S3Storage(HostApplicationBuilder builder)
    {
        builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
            .AddS3Storage("offsite", storage =>
            {
                storage.BucketName = "acme-backups";
                storage.Prefix = "erp";
                storage.Region = "eu-central-1";
                storage.AccessKeyId = "AKIAIOSFODNN7EXAMPLE";
                storage.SecretAccessKey = Secret.FromEnvironment("S3_SECRET");
            });
    }
}
