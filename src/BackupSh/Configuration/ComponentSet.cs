namespace BackupSh.Configuration;

/// <summary>Makes named things when they are first asked for, each once, and disposes them in the reverse order.</summary>
/// <remarks>Something that could not be made is tried again when it is asked for again.</remarks>
internal sealed class ComponentSet<T>(Func<string, (string Name, Func<IServiceProvider, T> Create)> find, IServiceProvider services)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, T> _made = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<T> _order = [];
    private bool _isClosed;

    internal T Get(string name)
    {
        (string trueName, Func<IServiceProvider, T> create) = find(name);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (!_made.TryGetValue(trueName, out T? component))
            {
                component = create(services);
                _made.Add(trueName, component);
                _order.Add(component);
            }

            return component;
        }
    }

    /// <summary>Makes nothing any more, and returns what was made, the newest first.</summary>
    internal IReadOnlyList<object> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            object[] made = [.. _order.AsEnumerable().Reverse()];
            _order.Clear();
            return made;
        }
    }
}
