using Microsoft.Extensions.DependencyInjection;

namespace BackupSh;

/// <summary>What <c>AddBackupSh()</c> returns: packages extend it with <c>Add…</c> methods.</summary>
public interface IBackupShBuilder
{
    /// <summary>Gets the host's services.</summary>
    IServiceCollection Services { get; }
}
