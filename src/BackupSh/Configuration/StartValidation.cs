using BackupSh.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackupSh.Configuration;

/// <summary>Reads and checks the whole configuration when the host starts.</summary>
internal sealed class StartValidation(IServiceProvider services) : IValidateOptions<BackupShOptions>
{
    /// <exception cref="BackupShConfigurationException">There are faults. Thrown here, because a returned failure would
    /// lose its paths.</exception>
    public ValidateOptionsResult Validate(string? name, BackupShOptions options)
    {
        LockAbility.Require(services.GetRequiredService<EngineConfiguration>(), services.GetRequiredService<ComponentRegistry>());
        return ValidateOptionsResult.Success;
    }
}
