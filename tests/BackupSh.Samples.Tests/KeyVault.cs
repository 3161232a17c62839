namespace BackupSh.Samples.Tests;

/// <summary>Stands for a key service: keys by name, one of them the present one.</summary>
internal sealed class KeyVault
{
    private readonly Dictionary<string, Secret> _keys = [];

    internal string CurrentKey { get; private set; } = "";

    internal IEnumerable<string> Keys => _keys.Keys;

    internal Secret Read(string key) => _keys[key];

    internal void Rotate(string key, Secret secret)
    {
        _keys[key] = secret;
        CurrentKey = key;
    }
}
