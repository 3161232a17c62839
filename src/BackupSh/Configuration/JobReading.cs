using BackupSh.Jobs;
using BackupSh.Options;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Reads the jobs: what sections name and what code names meet here.</summary>
internal sealed class JobReading
{
    private readonly JobFreezing _freezing;
    private readonly OptionsScope _codeScope;
    private readonly Dictionary<string, JobRegistration> _registrations = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, JobConfiguration> _jobs = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, OptionsScope> _scopes = new(StringComparer.OrdinalIgnoreCase);

    internal JobReading(IEnumerable<JobRegistration> registrations, JobFreezing freezing, OptionsScope codeScope)
    {
        _freezing = freezing;
        _codeScope = codeScope.At(EngineKeys.Jobs);
        foreach (JobRegistration registration in registrations)
        {
            if (!_registrations.TryAdd(registration.Name, registration))
            {
                _codeScope.Fault(registration.Name, ErrorTexts.Error("BSH0116", registration.Name));
            }
        }
    }

    internal IReadOnlyDictionary<string, JobConfiguration> Jobs => _jobs;

    /// <summary>Gets where each job stands in the configuration.</summary>
    internal IReadOnlyDictionary<string, OptionsScope> Scopes => _scopes;

    internal void ReadSections(OptionsReader reader) => reader.Sections(EngineKeys.Jobs, (name, section) =>
    {
        JobRegistration? registration = _registrations.GetValueOrDefault(name);
        Read(registration?.Name ?? name, section, registration?.Configure, section.Scope);
    });

    /// <summary>Takes what code names and no section does.</summary>
    internal void ReadRegistrations()
    {
        foreach (JobRegistration registration in _registrations.Values.Where(known => !_scopes.ContainsKey(known.Name)))
        {
            Read(registration.Name, section: null, registration.Configure, _codeScope.At(registration.Name));
        }
    }

    private void Read(string name, OptionsReader? section, Action<BackupJobOptions>? configure, OptionsScope scope)
    {
        NameRule.Check(name, scope);
        BackupJobOptions options = new();
        JobValueOrigins origins = new();
        if (section is not null)
        {
            BackupJobOptionsReading.Read(section, options);
            origins.Take(options, JobOrigin.Configuration);
        }

        configure?.Invoke(options);
        origins.Take(options, JobOrigin.Code);
        _scopes[name] = scope;
        _jobs[name] = _freezing.Freeze(name, options, scope) with
        {
            Origin = section is null ? JobOrigin.Code : JobOrigin.Configuration,
            Values = origins.Values,
        };
    }
}
