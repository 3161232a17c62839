using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>A place in the configuration that faults are reported against.</summary>
/// <remarks>Every fault of a configuration is collected, so that all of them can be shown at once.</remarks>
public sealed class OptionsScope
{
    private readonly List<OptionsFault> _faults;

    /// <summary>Initializes the outermost place.</summary>
    /// <param name="path">Its path, for example <c>BackupSh</c>.</param>
    public OptionsScope(string path)
        : this(path, [])
    {
    }

    private OptionsScope(string path, List<OptionsFault> faults)
    {
        ArgumentNullException.ThrowIfNull(path);
        Path = path;
        _faults = faults;
    }

    /// <summary>Gets the path, for example <c>BackupSh:Sources:shop</c>.</summary>
    public string Path { get; }

    /// <summary>Gets all faults reported so far, here and at every other place of the same configuration.</summary>
    public IReadOnlyList<OptionsFault> Faults => _faults;

    /// <summary>Returns a place below this one; its faults are collected with this one's.</summary>
    /// <param name="key">The key below.</param>
    /// <returns>The place.</returns>
    public OptionsScope At(string key) => new(Path.Length == 0 ? key : $"{Path}:{key}", _faults);

    /// <summary>Reports a fault of a key.</summary>
    /// <param name="key">The key, or <see langword="null"/> for this place itself.</param>
    /// <param name="error">What is wrong and how to mend it. Must hold no secret.</param>
    public void Fault(string? key, BackupShError error) => _faults.Add(new OptionsFault(key is null ? Path : At(key).Path, error));

    /// <summary>Reports a fault unless a text is there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The text.</param>
    /// <returns><see langword="true"/> if it is there.</returns>
    public bool Require(string key, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            return true;
        }

        Fault(key, ErrorTexts.Error("BSH0106", key));
        return false;
    }

    /// <summary>Reports a fault if a secret cannot be read now: a missing variable or file.</summary>
    /// <param name="key">The key.</param>
    /// <param name="secret">The secret, or <see langword="null"/>, which is no fault.</param>
    public void RequireReadable(string key, Secret? secret)
    {
        try
        {
            _ = secret?.Reveal();
        }
        catch (BackupShException exception)
        {
            Fault(key, exception.Error);
        }
    }
}
