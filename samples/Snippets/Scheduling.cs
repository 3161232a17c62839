using BackupSh.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Snippets;

/// <summary>Blocks of <c>docs/scheduling.md</c> and of the packages around it.</summary>
internal static class Scheduling
{
    internal static async Task RunTimeAsync(BackupJobs jobs)
    {
        await jobs.CreateAsync("accounts", job =>
        {
            job.Source = "shop";
            job.Storages = ["nas"];
            job.Schedule = "every 6 hours";
        });
        await jobs.PauseAsync("nightly", "the disk is being replaced");
    }

    internal static void DataProtection(HostApplicationBuilder builder)
    {
        builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
            .AddDataProtectionForSecrets()
            .AddScheduler();
    }
}
