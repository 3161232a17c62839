using System.Text;
using BackupSh.Configuration;
using BackupSh.Sources;
using BackupSh.Storage;
using BackupSh.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Configuration;

/// <summary>An engine made of a JSON text and of code, with a type <c>Fake</c> of sources and a type <c>Memory</c> of storages.</summary>
internal static class TestEngine
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    internal static readonly ComponentType<IBackupSource, FakeSourceOptions> Fake = new(
        "Fake",
        "fake",
        FakeSourceOptions.Read,
        FakeSourceOptions.Validate,
        (name, options, _) => new FakeSource
        {
            Name = name,
            Description = new SourceDescription("fake", options.Database ?? name, "bin") { RestoreCommand = "> fake.bin" },
        });

    internal static readonly ComponentType<IBackupStorage, MemoryStorageOptions> Memory = new(
        "Memory", "memory", static (_, _) => { }, static (_, _) => { }, (name, _, _) => new InMemoryStorage { Name = name });

    /// <summary>A configuration without a fault, to be broken.</summary>
    internal const string Sound = """
        "Sources": { "shop": { "Type": "Fake" } }, "Storages": { "nas": { "Type": "Memory" }, "offsite": { "Type": "Memory" } }
        """;

    internal static IConfigurationSection Section(string json, string name = "BackupSh")
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes($$"""{ "{{name}}": { {{json}} } }"""));
        return new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection(name);
    }

    /// <summary>Adds the engine; <paramref name="json"/> is what stands between the braces of <c>BackupSh</c>.</summary>
    internal static IBackupShBuilder Add(IServiceCollection services, string? json, string? baseDirectory = null)
    {
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        IBackupShBuilder builder = json is null ? services.AddBackupSh() : services.AddBackupSh(Section(json), baseDirectory);
        return builder.AddSourceType(Fake).AddStorageType(Memory);
    }

    internal static ServiceProvider Build(string? json, Action<IBackupShBuilder>? code = null, string? baseDirectory = null)
    {
        ServiceCollection services = new();
        IBackupShBuilder builder = Add(services, json, baseDirectory);
        code?.Invoke(builder);
        return services.BuildServiceProvider();
    }

    internal static EngineConfiguration Read(string? json, Action<IBackupShBuilder>? code = null, string? baseDirectory = null)
    {
        using ServiceProvider services = Build(json, code, baseDirectory);
        return services.GetRequiredService<EngineConfiguration>();
    }

    /// <summary>Returns each fault as its path and its code.</summary>
    internal static IReadOnlyList<string> Faults(string? json, Action<IBackupShBuilder>? code = null, string? baseDirectory = null) =>
        [.. Exception(json, code, baseDirectory).Faults.Select(fault => $"{fault.Path} {fault.Error.Code}")];

    internal static BackupShConfigurationException Exception(string? json, Action<IBackupShBuilder>? code = null, string? baseDirectory = null)
    {
        using ServiceProvider services = Build(json, code, baseDirectory);
        return Assert.Throws<BackupShConfigurationException>(() => services.GetRequiredService<EngineConfiguration>());
    }
}
