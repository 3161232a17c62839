using System.Collections.Frozen;
using BackupSh.Catalog.Store;
using BackupSh.Options;
using BackupSh.Shared;
using BackupSh.Sources;
using BackupSh.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackupSh.Configuration;

/// <summary>Reads a container's whole configuration in one walk: sections and code, sources and storages, then jobs.</summary>
internal sealed class EngineConfigurationReader
{
    private readonly IServiceProvider _services;
    private readonly OptionsScope _outermost = new("");
    private readonly OptionsScope _scope;
    private readonly KeyChecks _keys;
    private readonly IReadOnlyList<(RootSection Section, OptionsReader Reader)> _roots;

    private EngineConfigurationReader(IServiceProvider services)
    {
        _services = services;
        _keys = new KeyChecks(services.GetRequiredService<TimeProvider>());
        _roots = [.. new SectionMerge(_outermost).Merge(services.GetServices<ConfiguredSection>()).Select(section =>
            (section, new OptionsReader(section.Tree, _outermost.At(section.Path), section.BaseDirectory)))];
        _scope = _outermost.At(_roots.Count > 0 ? _roots[0].Section.Path : EngineKeys.DefaultRoot);
    }

    /// <exception cref="BackupShConfigurationException">There are faults.</exception>
    internal static UncheckedConfiguration Read(IServiceProvider services) => new EngineConfigurationReader(services).Read();

    private UncheckedConfiguration Read()
    {
        ComponentReading<IBackupSource> sources = ReadComponents<IBackupSource>(EngineKeys.Sources);
        ComponentReading<IBackupStorage> storages = ReadComponents<IBackupStorage>(EngineKeys.Storages);
        Dictionary<string, EncryptorRegistration> encryptors = ReadEncryptors();
        KnownNames names = new(sources.Names(), storages.Names(), new(encryptors.Keys, StringComparer.OrdinalIgnoreCase));
        JobReading jobs = ReadJobs(names);
        BackupShOptions options = ReadHostOptions();
        EngineConfiguration configuration = new()
        {
            Instance = HostOptionsFreezing.Instance(options, _services, _scope),
            Jobs = jobs.Jobs.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            Sources = sources.Entries.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            Storages = storages.Entries.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            CreateCatalog = ReadCatalog(),
            Encryptors = encryptors.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            SourceTypes = _services.GetServices<ComponentType<IBackupSource>>()
                .ToFrozenDictionary(type => type.InfoName, StringComparer.Ordinal),
            ReadingKeys = new HostOptionsFreezing(_keys).Keys(options.Keys, _scope.At(nameof(options.Keys))),
            StoredSecretsKey = HostOptionsFreezing.StoredSecretsKey(options, _scope),
            Scheduler = SchedulerFreezing.Freeze(options.Scheduler, _scope.At(nameof(options.Scheduler))),
            RestorePreference = HostOptionsFreezing.RestorePreference(options, names, _scope),
            Warnings = [.. jobs.Jobs.Values.SelectMany(job => JobNotes.Of(job, jobs.Scopes[job.Name], HasScheduler()))],
        };
        SeriesRule.Check(jobs.Jobs.Values, jobs.Scopes, static (left, right) => left.Length > 0 && left == right);
        ReportUnknownKeys();
        BackupShConfigurationException.ThrowIfAny(_outermost.Faults);
        return new UncheckedConfiguration(configuration, _outermost, _scope.At(EngineKeys.Sources), jobs.Scopes);
    }

    private ComponentReading<T> ReadComponents<T>(string key)
        where T : class
    {
        ComponentReading<T> reading = new(
            key, _services.GetServices<ComponentType<T>>(), _services.GetServices<ComponentRegistration<T>>(), _scope.At(key));
        foreach ((RootSection section, OptionsReader reader) in _roots)
        {
            reading.ReadSections(section, reader);
        }

        reading.ReadRegistrations();
        return reading;
    }

    private Func<IServiceProvider, CatalogStore> ReadCatalog()
    {
        ComponentReading<CatalogStore> reading = new(
            EngineKeys.Catalog,
            _services.GetServices<ComponentType<CatalogStore>>(),
            _services.GetServices<ComponentRegistration<CatalogStore>>(),
            _scope);
        foreach ((_, OptionsReader reader) in _roots)
        {
            reader.Section(EngineKeys.Catalog, section => reading.ReadSection(EngineKeys.Catalog, section));
        }

        reading.ReadRegistrations();
        return reading.Entries.TryGetValue(EngineKeys.Catalog, out ComponentEntry<CatalogStore>? entry)
            ? entry.Binding.Create
            : static _ => new InMemoryCatalogStore();
    }

    private Dictionary<string, EncryptorRegistration> ReadEncryptors()
    {
        Dictionary<string, EncryptorRegistration> encryptors = new(StringComparer.OrdinalIgnoreCase);
        foreach (EncryptorRegistration encryptor in _services.GetServices<EncryptorRegistration>())
        {
            OptionsScope place = _scope.At(EngineKeys.Encryptors).At(encryptor.Name);
            NameRule.Check(encryptor.Name, place);
            if (!encryptors.TryAdd(encryptor.Name, encryptor))
            {
                place.Fault(null, ErrorTexts.Error("BSH0116", encryptor.Name));
            }
        }

        return encryptors;
    }

    private JobReading ReadJobs(KnownNames names)
    {
        JobFreezing freezing = new(names, _keys, _services.GetRequiredService<TimeProvider>());
        JobReading reading = new(_services.GetServices<JobRegistration>(), freezing, _scope);
        foreach ((_, OptionsReader reader) in _roots)
        {
            reading.ReadSections(reader);
        }

        reading.ReadRegistrations();
        return reading;
    }

    private BackupShOptions ReadHostOptions()
    {
        BackupShOptions options = new();
        foreach ((_, OptionsReader reader) in _roots)
        {
            BackupShOptionsReading.Read(reader, options);
        }

        foreach (IConfigureOptions<BackupShOptions> configure in _services.GetServices<IConfigureOptions<BackupShOptions>>())
        {
            configure.Configure(options);
        }

        return options;
    }

    private bool HasScheduler() => _services.GetService<SchedulerRegistration>() is not null;

    private void ReportUnknownKeys()
    {
        foreach ((_, OptionsReader reader) in _roots)
        {
            reader.ReportUnknownKeys();
        }
    }
}
