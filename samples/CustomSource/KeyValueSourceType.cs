using BackupSh.Configuration;
using BackupSh.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace CustomSource;

/// <summary>What <c>"Type": "KeyValue"</c> names in a configuration, and <c>key-value</c> in an info file.</summary>
public static class KeyValueSourceType
{
    public static ComponentType<IBackupSource, KeyValueSourceOptions> Instance { get; } = new(
        "KeyValue",
        KeyValueSource.Kind,
        (reader, options) => reader.Text(nameof(options.Database), value => options.Database = value),
        (options, scope) => scope.Require(nameof(options.Database), options.Database),
        (name, options, services) => new KeyValueSource(name, services.GetRequiredService<KeyValueStore>(), options.Database));
}
