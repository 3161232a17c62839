using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.DependencyInjection;

/// <summary>What <c>AddBackupSh()</c> returns. Holds nothing of its own, so that calls add up.</summary>
internal sealed class BackupShBuilder(IServiceCollection services) : IBackupShBuilder
{
    public IServiceCollection Services => services;
}
