using System.Text;

namespace BackupSh.Cli;

/// <summary>Asks at the process's terminal.</summary>
internal static class TerminalDialogue
{
    /// <summary>Returns the dialogue, or null if nobody sits there: then nothing may be asked.</summary>
    internal static Dialogue? TryCreate() =>
        Console.IsInputRedirected || Console.IsErrorRedirected ? null : new Dialogue(Console.Error, ReadLine, ReadSecret);

    // Console.In is not touched before there is a question: it changes how the terminal behaves.
    private static string? ReadLine() => Console.In.ReadLine();

    private static string ReadSecret()
    {
        StringBuilder typed = new();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length -= typed.Length > 0 ? 1 : 0;
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        return typed.ToString();
    }
}
