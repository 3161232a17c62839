namespace BackupSh.Cli.Output;

/// <summary>Writes the results of <c>pin</c> and <c>unpin</c> for people.</summary>
internal static class PinText
{
    internal static void WritePinned(TextOutput output, PinDocument document)
    {
        Write(output, document, document.Pin!.ToText());
        if (document.Storages.Any(storage => storage.Status == "pinned"))
        {
            output.WriteNext($"'backupsh unpin {document.Backup}' lets it go again");
        }
    }

    internal static void WriteUnpinned(TextOutput output, PinDocument document)
    {
        Write(output, document, pin: null);
        if (document.Storages.Any(storage => storage.Status == "removed"))
        {
            output.WriteNext("the next rotation treats it as any other backup");
        }
    }

    private static void Write(TextOutput output, PinDocument document, string? pin)
    {
        foreach (PinnedStorage storage in document.Storages)
        {
            output.WriteError(storage.Error);
        }

        output.WriteLine($"backup  {document.Backup}");
        if (pin is not null)
        {
            output.WriteLine($"pin     {pin}");
        }

        output.WriteLine();
        TextTable table = new("STORAGE", "RESULT", "BEFORE");
        foreach (PinnedStorage storage in document.Storages)
        {
            table.Add(storage.Storage, Words(storage), storage.Previous?.ToText() ?? "-");
        }

        output.Write(table);
    }

    private static string Words(PinnedStorage storage) => storage.Status switch
    {
        "removed" => "pin removed",
        "notPinned" => "was not pinned",
        "failed" => $"failed ({storage.Error?.Code})",
        _ => storage.Status,
    };
}
