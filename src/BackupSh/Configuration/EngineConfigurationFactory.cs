using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Configuration;

/// <summary>Makes the checked configuration of a container, and logs what should be known about it.</summary>
internal static class EngineConfigurationFactory
{
    // Hosts without logging work: an engine must not bring a logger that AddLogging would then find in its place.
    internal static EngineConfiguration Create(IServiceProvider services)
    {
        EngineConfiguration configuration = services.GetRequiredService<UncheckedConfiguration>().Value;
        ILoggerFactory loggers = services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        ILogger logger = loggers.CreateLogger<EngineConfiguration>();
        foreach (OptionsFault warning in configuration.Warnings)
        {
            ConfigurationLog.Noted(logger, warning.Path, warning.Error.Code, warning.Error.Message, warning.Error.Hint);
        }

        return configuration;
    }
}
