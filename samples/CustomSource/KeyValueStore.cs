using System.Collections.Immutable;

namespace CustomSource;

/// <summary>The application's own data: dictionaries of texts, each under a database's name.</summary>
public sealed class KeyValueStore
{
    private readonly Lock _lock = new();
    private ImmutableDictionary<string, ImmutableSortedDictionary<string, string>> _databases =
        ImmutableDictionary<string, ImmutableSortedDictionary<string, string>>.Empty;

    /// <summary>Returns a database as it is now, or null. It never changes: later writes make another one.</summary>
    public ImmutableSortedDictionary<string, string>? Find(string database) => _databases.GetValueOrDefault(database);

    public void Set(string database, string key, string value)
    {
        lock (_lock)
        {
            ImmutableSortedDictionary<string, string> old = Find(database) ?? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
            _databases = _databases.SetItem(database, old.SetItem(key, value));
        }
    }

    public void Remove(string database)
    {
        lock (_lock)
        {
            _databases = _databases.Remove(database);
        }
    }

    /// <summary>Puts a whole database there, if its name is free.</summary>
    public bool TryAdd(string database, ImmutableSortedDictionary<string, string> content)
    {
        lock (_lock)
        {
            bool isFree = !_databases.ContainsKey(database);
            _databases = isFree ? _databases.Add(database, content) : _databases;
            return isFree;
        }
    }

    /// <summary>Gives a staged database its final name; an existing one is kept under another name, or refuses it.</summary>
    public bool TryPublish(string staged, string database, string? keepOldAs, out bool replaced)
    {
        lock (_lock)
        {
            replaced = _databases.TryGetValue(database, out ImmutableSortedDictionary<string, string>? old);
            if (replaced && keepOldAs is null)
            {
                return false;
            }

            ImmutableDictionary<string, ImmutableSortedDictionary<string, string>> next = _databases.SetItem(database, _databases[staged]).Remove(staged);
            _databases = replaced ? next.SetItem(keepOldAs!, old!) : next;
            return true;
        }
    }
}
