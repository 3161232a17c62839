using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Configuration;

/// <summary>Makes the checked configuration of a container, and logs what should be known about it.</summary>
internal static class EngineConfigurationFactory
{
    /// <exception cref="BackupShConfigurationException">There are faults.</exception>
    internal static EngineConfiguration Create(IServiceProvider services)
    {
        UncheckedConfiguration read = services.GetRequiredService<UncheckedConfiguration>();
        CheckSeries(read, services.GetRequiredService<ComponentRegistry>());
        Log(read.Value, services);
        return read.Value;
    }

    private static void CheckSeries(UncheckedConfiguration read, ComponentRegistry components)
    {
        DatabaseNames databases = new(components, read.Sources);
        SeriesRule.Check(read.Value.Jobs.Values, read.Jobs, databases.AreEqual);
        BackupShConfigurationException.ThrowIfAny(read.Outermost.Faults);
    }

    private static void Log(EngineConfiguration configuration, IServiceProvider services)
    {
        // Hosts without logging work. The engine adds no logger of its own: AddLogging would then find it in its place.
        ILoggerFactory loggers = services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        ILogger logger = loggers.CreateLogger<EngineConfiguration>();
        foreach (OptionsFault warning in configuration.Warnings)
        {
            ConfigurationLog.Noted(logger, warning.Path, warning.Error.Code, warning.Error.Message, warning.Error.Hint);
        }
    }
}
