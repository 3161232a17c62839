using BackupSh.Shared;

namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>link</c> for people.</summary>
internal static class LinkText
{
    internal static void Write(TextOutput output, LinkDocument link)
    {
        if (!link.Encrypted)
        {
            output.WriteWarnings([ShownError.Of(ErrorTexts.Error("BSH0820", link.Backup, link.Storage))]);
        }

        output.WriteLine(link.Link);
        output.WriteNext($"whoever has the link can download '{link.Archive}' until {link.ExpiresAt}: send it as you would send a password.");
    }
}
