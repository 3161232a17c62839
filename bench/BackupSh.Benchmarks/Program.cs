using BackupSh.Benchmarks;

Dictionary<string, (string Description, Func<string[], Task> Run)> modes = new(StringComparer.Ordinal)
{
    ["openpgp"] = ("MiB/s of encryption and decryption: BackupSh, BouncyCastle, gpg", _ => OpenPgpThroughput.RunAsync()),
    ["openpgp-4gib"] = ("4 GiB + 1 byte from BackupSh to gpg and back, compared by SHA-256", _ => OpenPgpLargeMessage.RunAsync()),
    ["sqlite-stall"] = ("[MiB] [DIRECTORY]: how long a writer waits while its SQLite database is backed up", SqliteStall.RunAsync),
    ["folder"] = ("[FILES] [BYTES] [ROUNDS]: a folder of files of up to so many bytes, by BackupSh and by tar | zstd", FolderThroughput.RunAsync),
    ["postgresql"] = ("DATABASE POSTMASTER [ROUNDS]: what BackupSh adds to pg_dump", PostgreSqlThroughput.RunAsync),
    ["awkhad-zip"] = ("DATABASE [ROUNDS]: an Awkhad zip by BackupSh and by Python's zipfile", AwkhadZipThroughput.RunAsync),
    ["rotation"] = ("ms and bytes of planning the rotation of up to a million backups", _ => RotationPlanning.RunAsync()),
    ["memory"] = ("peak memory above idle while 2 GiB are backed up and restored", _ => PipelineMemory.RunAsync()),
    ["s3"] = ("[MiB] [ROUNDS]: a stream to a radosgw by BackupSh, aws and rclone, and its peak memory", S3Throughput.RunAsync),
    ["dropbox"] = ("peak memory above idle while 1 GiB is uploaded to a Dropbox server", _ => DropboxMemory.RunAsync()),
    [DropboxMemory.ChildMode] = ("ADDRESS MIB PARTS: the upload of the above, in a process of its own", DropboxMemory.BackUpAsync),
    ["google-drive"] = ("peak memory above idle while 1 GiB is uploaded to a Drive server and read back", _ => GoogleDriveMemory.RunAsync()),
    ["catalog-sync"] = ("[BACKUPS...]: time, requests and memory of syncs with a bucket of so many backups", CatalogSyncing.RunAsync),
    ["cli-startup"] = ("FOLDER...: how long short commands of published tools take", CliStartup.RunAsync),
};

if (args is not [string mode, .. string[] rest] || !modes.TryGetValue(mode, out var chosen))
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/BackupSh.Benchmarks -- MODE [ARGUMENTS]");
    foreach ((string name, (string description, _)) in modes)
    {
        Console.Error.WriteLine($"  {name,-14} {description}");
    }

    return 2;
}

await chosen.Run(rest);
return 0;
