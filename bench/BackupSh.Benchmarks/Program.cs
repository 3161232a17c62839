using BackupSh.Benchmarks;

Dictionary<string, (string Description, Func<Task> Run)> modes = new(StringComparer.Ordinal)
{
    ["openpgp"] = ("MiB/s of encryption and decryption: BackupSh, BouncyCastle, gpg", OpenPgpThroughput.RunAsync),
    ["openpgp-4gib"] = ("4 GiB + 1 byte from BackupSh to gpg and back, compared by SHA-256", OpenPgpLargeMessage.RunAsync),
    ["memory"] = ("peak memory above idle while 2 GiB are backed up and restored", PipelineMemory.RunAsync),
};

if (args is not [string mode] || !modes.TryGetValue(mode, out var chosen))
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/BackupSh.Benchmarks -- MODE");
    foreach ((string name, (string description, _)) in modes)
    {
        Console.Error.WriteLine($"  {name,-14} {description}");
    }

    return 2;
}

await chosen.Run();
return 0;
