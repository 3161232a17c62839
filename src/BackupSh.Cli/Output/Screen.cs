using Spectre.Console;
using Spectre.Console.Rendering;

namespace BackupSh.Cli.Output;

/// <summary>A stream to people: plain and of any width where it is no terminal, with colours where it may have them.</summary>
/// <param name="writer">Where it goes.</param>
/// <param name="colors">Whether colours are written.</param>
/// <param name="width">How many columns it has, or null if that does not matter.</param>
internal sealed class Screen(TextWriter writer, bool colors = false, int? width = null)
{
    // Wider than any line; what it is written to wraps nothing then.
    private const int Endless = 100_000;

    /// <summary>Gets how many columns there are.</summary>
    internal int Width => width ?? Endless;

    /// <summary>Gets a value indicating whether it shows more than ASCII.</summary>
    internal bool HasUnicode => writer.Encoding.WebName.StartsWith("utf", StringComparison.Ordinal);

    /// <summary>Writes a line; a line break inside of it is shown, not made.</summary>
    internal void WriteLine(string line) => writer.WriteLine(SafeText.Of(line));

    /// <summary>Writes a line whose first words have a tone.</summary>
    internal void WriteLine(string label, Tone tone, string rest) => writer.WriteLine(Toned(SafeText.Of(label), tone) + SafeText.Of(rest));

    /// <summary>Writes a table.</summary>
    internal void Write(TextTable table)
    {
        foreach (string line in table.ToLines(this))
        {
            writer.WriteLine(line);
        }
    }

    /// <summary>Writes what is made for a terminal, as it is.</summary>
    internal void WriteControl(string text)
    {
        writer.Write(text);
        writer.Flush();
    }

    /// <summary>Returns text for a table: no markup is read in it.</summary>
    internal static Text Text(string text, Tone tone = Tone.Plain) => new(SafeText.Of(text), StyleOf(tone));

    /// <summary>Draws something into lines of at most so many columns.</summary>
    internal string Render(IRenderable drawing, int columns)
    {
        using StringWriter drawn = new() { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colors ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(drawn),

            // The environment has been asked already, in one place: ScreenSet.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = columns;
        console.Profile.Capabilities.Unicode = HasUnicode;
        console.Write(drawing);
        return drawn.ToString();
    }

    private string Toned(string text, Tone tone) => colors && tone != Tone.Plain ? Render(new Text(text, StyleOf(tone)), Endless) : text;

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Heading => new Style(decoration: Decoration.Bold),
        Tone.Good => new Style(Color.Green),

        // The dark yellow and red: Spectre's Yellow and Red are the bright ones, and that yellow cannot be read on white.
        Tone.Caution => new Style(Color.Olive),
        Tone.Bad => new Style(Color.Maroon),
        _ => Style.Plain,
    };
}
