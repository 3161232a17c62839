using System.Diagnostics.CodeAnalysis;

namespace BackupSh.Storage;

/// <summary>The grammar of the names that the engine gives to objects: <c>^[A-Za-z0-9=][A-Za-z0-9_.=-]*$</c>, 1 to 255 characters.</summary>
/// <remarks>No separators, no empty, <c>.</c> or <c>..</c> segments, nothing that a path, a URL or a shell reads otherwise.</remarks>
public static class ObjectName
{
    /// <summary>The longest name, in characters, which are bytes.</summary>
    public const int MaximumLength = 255;

    /// <summary>Tells whether a name obeys the grammar.</summary>
    /// <param name="name">The name.</param>
    /// <returns><see langword="true"/> if a storage may see it.</returns>
    public static bool IsValid([NotNullWhen(true)] string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaximumLength || name[0] is '_' or '.' or '-')
        {
            return false;
        }

        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '=' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Throws unless a name obeys the grammar.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void ThrowIfInvalid([NotNull] string? name)
    {
        if (!IsValid(name))
        {
            throw new ArgumentException(
                $"'{name}' is no object name: 1 to {MaximumLength} of A-Z a-z 0-9 _ . = -, the first a letter, a digit or =.", nameof(name));
        }
    }
}
