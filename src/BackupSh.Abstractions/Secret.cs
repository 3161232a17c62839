using System.Diagnostics;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using BackupSh.Shared;

namespace BackupSh;

/// <summary>A passphrase, an access key or a token that shows itself to nobody but <see cref="Reveal"/>.</summary>
/// <remarks>Prints, serializes and debugs as <c>***</c>. A secret may refer to an environment variable or a file; it is
/// then read at each use, so that it can be changed without a restart.</remarks>
[DebuggerDisplay("***")]
[JsonConverter(typeof(SecretJsonConverter))]
public sealed partial class Secret
{
    /// <summary>What a secret prints as.</summary>
    public const string Mask = "***";

    private const string FilePrefix = "file:";

    private const int MaximumFileBytes = 64 * 1024;

    // Replacing what is no UTF-8 would give a passphrase that nobody has.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    private readonly Kind _kind;

    private Secret(string value, Kind kind)
    {
        _value = value;
        _kind = kind;
    }

    private enum Kind
    {
        Value,
        EnvironmentVariable,
        File,
    }

    /// <summary>Makes a secret of its value.</summary>
    /// <param name="value">The value. Not empty.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null or empty.</exception>
    public static Secret FromValue(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new Secret(value, Kind.Value);
    }

    /// <summary>Makes a secret that is read from an environment variable at each use.</summary>
    /// <param name="variable">The variable's name.</param>
    /// <returns>The secret.</returns>
    public static Secret FromEnvironment(string variable)
    {
        ArgumentException.ThrowIfNullOrEmpty(variable);
        return new Secret(variable, Kind.EnvironmentVariable);
    }

    /// <summary>Makes a secret that is read from a file at each use; one line break at its end is not part of it.</summary>
    /// <param name="path">The file's path. UTF-8, at most 64 KiB.</param>
    /// <returns>The secret.</returns>
    public static Secret FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new Secret(path, Kind.File);
    }

    /// <summary>Reads the forms that a configuration may use.</summary>
    /// <param name="text"><c>${NAME}</c> names an environment variable, <c>file:PATH</c> a file; anything else is the secret itself.</param>
    /// <param name="baseDirectory">The folder that a relative <c>file:</c> path counts from, or <see langword="null"/> for the working directory.</param>
    /// <returns>The secret.</returns>
    public static Secret Parse(string text, string? baseDirectory = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (Variable().Match(text) is { Success: true } variable)
        {
            return FromEnvironment(variable.Groups[1].Value);
        }

        if (text.StartsWith(FilePrefix, StringComparison.Ordinal) && text.Length > FilePrefix.Length)
        {
            string path = text[FilePrefix.Length..];
            return FromFile(baseDirectory is null ? path : Path.Combine(baseDirectory, path));
        }

        return FromValue(text);
    }

    /// <summary>Makes a secret of a value, so that options can be set from a string.</summary>
    /// <param name="value">The value. Not empty.</param>
    public static implicit operator Secret(string value) => FromValue(value);

    /// <summary>Returns the secret's value: the only way to it.</summary>
    /// <returns>The value, never empty.</returns>
    /// <exception cref="BackupShException">The variable is not set, or the file cannot be read, is empty or too large
    /// (<c>BSH0001</c>, <c>BSH0002</c>).</exception>
    public string Reveal() => _kind switch
    {
        Kind.EnvironmentVariable => ReadVariable(_value),
        Kind.File => ReadFile(_value),
        _ => _value,
    };

    /// <summary>Returns <see cref="Mask"/>.</summary>
    /// <returns><c>***</c>.</returns>
    public override string ToString() => Mask;

    private static string ReadVariable(string name)
    {
        string? value = Environment.GetEnvironmentVariable(name);
        return string.IsNullOrEmpty(value) ? throw new BackupShException(ErrorTexts.Error("BSH0001", name)) : value;
    }

    private static string ReadFile(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

            // A pipe has no length: what is read decides.
            byte[] bytes = new byte[MaximumFileBytes + 1];
            int count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count > MaximumFileBytes)
            {
                throw new BackupShException(ErrorTexts.Error("BSH0002", path, $"it is larger than {MaximumFileBytes} bytes"));
            }

            string text = StrictUtf8.GetString(bytes, 0, count).TrimStart('\uFEFF');
            text = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
            return text.Length > 0 ? text : throw new BackupShException(ErrorTexts.Error("BSH0002", path, "it is empty"));
        }
        catch (DecoderFallbackException)
        {
            // No inner exception: it would hold bytes of the secret.
            throw new BackupShException(ErrorTexts.Error("BSH0002", path, "it is no UTF-8"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0002", path, exception.Message), exception);
        }
    }

    [GeneratedRegex(@"\A\$\{([A-Za-z_][A-Za-z0-9_]*)\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
