using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Reads the sources, the storages, or the catalog's store: what sections name and what code names meet here.</summary>
internal sealed class ComponentReading<T>
    where T : class
{
    private readonly string _key;
    private readonly Dictionary<string, ComponentType<T>> _types = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ComponentRegistration<T>> _registrations = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ComponentEntry<T>> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _sectionNames = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Initializes a reading.</summary>
    /// <param name="key"><see cref="EngineKeys.Sources"/>, <see cref="EngineKeys.Storages"/> or <see cref="EngineKeys.Catalog"/>.</param>
    /// <param name="types">What <c>Type</c> may say. Of two types with one name, the later one counts.</param>
    /// <param name="registrations">What code names.</param>
    /// <param name="codeScope">Where faults of code go that has no section.</param>
    internal ComponentReading(
        string key, IEnumerable<ComponentType<T>> types, IEnumerable<ComponentRegistration<T>> registrations, OptionsScope codeScope)
    {
        _key = key;
        CodeScope = codeScope;
        foreach (ComponentType<T> type in types)
        {
            _types[type.Name] = type;
        }

        foreach (ComponentRegistration<T> registration in registrations)
        {
            if (!_registrations.TryAdd(registration.Name, registration))
            {
                CodeScope.Fault(registration.Name, ErrorTexts.Error("BSH0116", registration.Name));
            }
        }
    }

    /// <summary>Gets what was read, by name.</summary>
    internal IReadOnlyDictionary<string, ComponentEntry<T>> Entries => _entries;

    private OptionsScope CodeScope { get; }

    /// <summary>Returns every name that is there, those with faults too: who refers to one of them is not at fault.</summary>
    internal HashSet<string> Names() =>
        new([.. _registrations.Keys, .. _sectionNames], StringComparer.OrdinalIgnoreCase);

    internal void ReadSections(RootSection root, OptionsReader reader)
    {
        OptionsSection? section = root.Tree.Children.FirstOrDefault(child => child.Key.Equals(_key, StringComparison.OrdinalIgnoreCase));
        _sectionNames.UnionWith(section?.Children.Select(child => child.Key) ?? []);
        reader.Sections(_key, ReadSection);
    }

    /// <summary>Takes what code names and no section does.</summary>
    internal void ReadRegistrations()
    {
        foreach (ComponentRegistration<T> registration in _registrations.Values.Where(known => !_sectionNames.Contains(known.Name)))
        {
            OptionsScope scope = CodeScope.At(registration.Name);
            if (NameRule.Check(registration.Name, scope))
            {
                Bind(registration.Name, registration.Type, section: null, registration.Configure, scope);
            }
        }
    }

    /// <summary>Reads the section of one component.</summary>
    internal void ReadSection(string name, OptionsReader reader)
    {
        _sectionNames.Add(name);
        string? typeName = null;
        reader.Text(EngineKeys.Type, text => typeName = text);
        ComponentRegistration<T>? registration = _registrations.GetValueOrDefault(name);
        if (NameRule.Check(name, reader.Scope) && TypeOf(name, typeName, registration, reader.Scope) is { } type)
        {
            Bind(registration?.Name ?? name, type, reader, registration?.Configure, reader.Scope);
        }
        else
        {
            reader.Skip();
        }
    }

    private ComponentType<T>? TypeOf(string name, string? typeName, ComponentRegistration<T>? registration, OptionsScope scope)
    {
        if (registration is not null)
        {
            if (typeName is not null && !typeName.Equals(registration.Type.Name, StringComparison.OrdinalIgnoreCase))
            {
                scope.Fault(EngineKeys.Type, ErrorTexts.Error("BSH0115", name, registration.Type.Name, typeName));
            }

            return registration.Type;
        }

        string known = UnknownName.List(_types.Keys);
        if (string.IsNullOrWhiteSpace(typeName))
        {
            scope.Fault(EngineKeys.Type, ErrorTexts.Error("BSH0114", name, known));
            return null;
        }

        if (_types.TryGetValue(typeName, out ComponentType<T>? type))
        {
            return type;
        }

        scope.Fault(
            EngineKeys.Type,
            PackageHints.TryFind(_key, typeName, out (string Package, string Call) hint)
                ? ErrorTexts.Error("BSH0113", typeName, hint.Package, hint.Call)
                : ErrorTexts.Error("BSH0112", typeName, known));
        return null;
    }

    private void Bind(string name, ComponentType<T> type, OptionsReader? section, Delegate? configure, OptionsScope scope) =>
        _entries[name] = new ComponentEntry<T>(name, type.Name, type.InfoName, type.Bind(name, section, configure, scope));
}
