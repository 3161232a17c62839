namespace BackupSh.Cli.Output;

/// <summary>Writes the result of <c>info</c> for people.</summary>
internal static class InfoText
{
    internal static void Write(TextOutput output, InfoDocument info)
    {
        foreach (StorageFailure failure in info.Failures)
        {
            output.WriteError(failure.Error);
        }

        if (info is { Backup: { } backup, Database: { } database, Time: { } time })
        {
            WriteFacts(output, [("backup", backup), ("database", database), ("time", Quantities.Time(time))]);
        }

        foreach (BackupCopy copy in info.Copies)
        {
            output.WriteLine();
            output.WriteLine($"storage '{copy.Storage}'");
            WriteFacts(output, [.. Facts(copy).Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => ("  " + fact.Key, fact.Value!))]);
        }

        foreach (StorageFailure failure in info.Failures)
        {
            output.WriteLine($"Not all is shown: storage '{failure.Storage}' could not be asked ({failure.Error.Code}).");
        }
    }

    private static void WriteFacts(TextOutput output, IReadOnlyList<(string Key, string Value)> facts)
    {
        int width = facts.Max(fact => fact.Key.Length);
        foreach ((string key, string value) in facts)
        {
            output.WriteLine($"{key.PadRight(width)}  {value}");
        }
    }

    private static IEnumerable<(string Key, string? Value)> Facts(BackupCopy copy)
    {
        yield return ("health", copy.Health);
        yield return ("pinned", Pinned(copy));
        yield return ("archive", copy.Archive);
        yield return ("size", Size(copy));
        yield return ("sha256", copy.ArchiveSha256);
        yield return ("encryption", Encryption(copy));
        yield return ("compression", copy.Compression);
        yield return ("content", copy.PlaintextBytes is { } bytes ? Quantities.ExactSize(bytes) : null);
        yield return ("content sha256", copy.PlaintextSha256);
        yield return ("source", copy.Source is null ? null : $"{copy.Source} ({copy.SourceKind})");
        yield return ("tools", Pairs(copy.Tools, " "));
        yield return ("job", copy.Job);
        yield return ("labels", Pairs(copy.Labels, "="));
        yield return ("instance", copy.Instance);
        yield return ("host", copy.Host);
        yield return ("run", copy.RunId);
        yield return ("took", copy.DurationSeconds is { } seconds ? Quantities.Duration(seconds) : null);
        yield return ("written by", copy.Format is { } format ? $"BackupSh, format {format}, for readers from {copy.MinReader}" : "the Awkhad modules");
        yield return ("service", copy.Service);
        yield return ("seal", copy.Seal);
        foreach (InfoEntry other in copy.Other)
        {
            yield return ($"[{other.Section}] {other.Key}", other.Value);
        }

        yield return ("restore", copy.Restore);
    }

    private static string? Pinned(BackupCopy copy) =>
        copy.Pin is { } pin ? pin.ToText() : copy.Pinned ? "yes; the pin cannot be read, and so has no end" : null;

    private static string Size(BackupCopy copy) =>
        copy.Health == "damaged"
            ? $"{Quantities.ExactSize(copy.ArchiveBytes)}; its info file says {Quantities.ExactSize(copy.RecordedArchiveBytes)}"
            : Quantities.ExactSize(copy.ArchiveBytes);

    private static string Encryption(BackupCopy copy)
    {
        string keys = copy.KeyIds.Count > 0 ? ", decrypts with " + string.Join(" or ", copy.KeyIds) : "";
        return copy.Encrypted ? (copy.Encryption ?? "yes") + keys : "none";
    }

    private static string Pairs(IReadOnlyDictionary<string, string> pairs, string delimiter) =>
        string.Join(' ', pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + delimiter + pair.Value));
}
