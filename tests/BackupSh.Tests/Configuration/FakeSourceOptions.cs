using BackupSh.Configuration;

namespace BackupSh.Tests.Configuration;

internal sealed class FakeSourceOptions
{
    public string? Database { get; set; }

    public bool IsBroken { get; set; }

    internal static void Read(OptionsReader reader, FakeSourceOptions options)
    {
        reader.Text(nameof(Database), text => options.Database = text);
        reader.Boolean(nameof(IsBroken), value => options.IsBroken = value);
    }

    internal static void Validate(FakeSourceOptions options, OptionsScope scope)
    {
        if (options.IsBroken)
        {
            scope.Fault(nameof(IsBroken), new BackupShError("BSH9999", "It is broken.", "Mend it."));
        }
    }
}
