using BackupSh.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Faults;

/// <summary>What a storage holds, kept so that it can be put back for each case and compared after it.</summary>
public sealed class SurvivingState
{
    private readonly Dictionary<string, (byte[] Content, DateTimeOffset Time)> _objects = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _objects.Keys;

    public byte[] this[string name] => _objects[name].Content;

    public void Add(string name, byte[] content, DateTimeOffset time) => _objects.Add(name, (content, time));

    public void AddAll(InMemoryStorage storage, DateTimeOffset time)
    {
        foreach (string name in storage.Names)
        {
            Add(name, storage.GetContent(name), time);
        }
    }

    public InMemoryStorage ToStorage(FakeTimeProvider time, string name)
    {
        InMemoryStorage storage = new(time) { Name = name };
        foreach ((string file, (byte[] content, DateTimeOffset modified)) in _objects)
        {
            storage.Put(file, content, modified);
        }

        return storage;
    }
}
