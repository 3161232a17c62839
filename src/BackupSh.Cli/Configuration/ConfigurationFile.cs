using System.Text.Json;
using BackupSh.Shared;
using Microsoft.Extensions.Configuration;

namespace BackupSh.Cli.Configuration;

/// <summary>The JSON file that names sources, storages and jobs.</summary>
internal sealed class ConfigurationFile
{
    /// <summary>The environment variable that names the file.</summary>
    internal const string Variable = "BACKUPSH_CONFIG";

    /// <summary>The file's name in the working directory.</summary>
    internal const string DefaultName = "backupsh.json";

    private const string SectionName = "BackupSh";

    private ConfigurationFile(string path, IConfigurationSection section)
    {
        Path = path;
        Section = section;
    }

    internal string Path { get; }

    /// <summary>Gets the folder that relative paths in the file count from.</summary>
    internal string Folder => System.IO.Path.GetDirectoryName(Path)!;

    internal IConfigurationSection Section { get; }

    /// <summary>Finds and reads the file.</summary>
    /// <param name="named">What the command line names, or null.</param>
    /// <param name="environment">Where to look otherwise.</param>
    /// <param name="known">Values to put in the place of the file's, by their paths; or null.</param>
    /// <exception cref="BackupShException">The file is missing, unreadable, no JSON or without the section
    /// (<c>BSH0701</c> to <c>BSH0704</c>).</exception>
    internal static ConfigurationFile Open(string? named, CliEnvironment environment, IReadOnlyDictionary<string, string?>? known = null)
    {
        string path = System.IO.Path.GetFullPath(Find(named, environment), environment.WorkingDirectory);
        IConfigurationSection section = Read(path, known).GetSection(SectionName);
        return section.Exists()
            ? new ConfigurationFile(path, section)
            : throw new BackupShException(ErrorTexts.Error("BSH0704", path, SectionName));
    }

    /// <summary>Returns the names of what is configured under a key, such as the storages.</summary>
    internal IReadOnlyList<string> NamesUnder(string key) => [.. Section.GetSection(key).GetChildren().Select(child => child.Key)];

    private static string Find(string? named, CliEnvironment environment) =>
        named ?? (environment.GetVariable(Variable) is { Length: > 0 } path ? path : DefaultName);

    private static IConfigurationRoot Read(string path, IReadOnlyDictionary<string, string?>? known)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return new ConfigurationBuilder().AddJsonStream(file).AddInMemoryCollection(known).Build();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0701", path, Variable), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0702", path, exception.Message), exception);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0703", path, exception.Message), exception);
        }
    }
}
