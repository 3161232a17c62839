using System.Reflection;

namespace BackupSh.Cli.Completion;

/// <summary>The scripts that ask the tool for completions, one for each shell.</summary>
internal static class CompletionScript
{
    /// <summary>Gets the shells that there are scripts for.</summary>
    internal static IReadOnlyList<string> Shells { get; } = ["bash", "fish", "pwsh", "zsh"];

    internal static string For(string shell)
    {
        using Stream script = Assembly.GetExecutingAssembly().GetManifestResourceStream("completion." + shell)!;
        using StreamReader reader = new(script);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
