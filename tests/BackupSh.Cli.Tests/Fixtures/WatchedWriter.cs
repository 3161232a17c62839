namespace BackupSh.Cli.Tests.Fixtures;

/// <summary>Lets a test do something in the middle of a command: when it shows how far it is.</summary>
internal sealed class WatchedWriter(Action onWrite) : StringWriter
{
    public override void Write(string? value)
    {
        onWrite();
        base.Write(value);
    }
}
