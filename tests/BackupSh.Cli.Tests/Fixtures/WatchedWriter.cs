namespace BackupSh.Cli.Tests.Fixtures;

/// <summary>Lets a test do something in the middle of a command: when it says how far it is.</summary>
internal sealed class WatchedWriter(Action<string> onWrite) : StringWriter
{
    public override void Write(string? value)
    {
        onWrite(value ?? "");
        base.Write(value);
    }

    public override void WriteLine(string? value)
    {
        onWrite(value ?? "");
        base.WriteLine(value);
    }
}
