namespace BackupSh.Catalog;

/// <summary>The section <c>[common]</c>: exactly the keys that the Awkhad modules write, in their order.</summary>
/// <remarks>The modules take every key of it for a field of theirs: nothing may be added.</remarks>
internal static class CommonSection
{
    internal const string Name = "common";

    private const string Database = "database";
    private const string Encrypted = "encrypted";
    private const string Time = "upload_datetime";
    private const string Size = "backup_size";
    private const string Service = "storage_service";
    private const string DatabaseForm = "a database's name";

    internal static IEnumerable<KeyValuePair<string, string>> Write(BackupInfo info) =>
    [
        new(Database, info.Name.Database),
        new(Encrypted, InfoValues.WriteBoolean(info.Encrypted)),
        new(Time, InfoValues.WriteTime(info.Name.Time)),
        new(Size, InfoValues.WriteMebibytes(info.SizeMebibytes)),
        new(Service, IniText.Escape(info.StorageService)),
    ];

    internal static BackupInfo Read(InfoSection section, BackupName? expectedName)
    {
        string database = section.TakeText(Database, DatabaseForm, out int databaseLine);
        bool encrypted = section.Take(Encrypted, InfoValues.BooleanForm, InfoValues.ReadBoolean);
        string time = section.TakeText(Time, InfoValues.TimeForm, out int timeLine);
        BackupName name = ReadName(database, databaseLine, time, timeLine);
        if (expectedName is not null && name.Database != expectedName.Database)
        {
            throw Contradiction(databaseLine, Database, expectedName.Database, database);
        }

        if (expectedName is not null && name.Time != expectedName.Time)
        {
            throw Contradiction(timeLine, Time, InfoValues.WriteTime(expectedName.Time), time);
        }

        return new BackupInfo
        {
            Name = name,
            Encrypted = encrypted,
            SizeMebibytes = section.Take(Size, InfoValues.MebibytesForm, InfoValues.ReadMebibytes),
            StorageService = IniText.Unescape(section.TakeText(Service, InfoValues.TextForm, out _)),
        };
    }

    private static BackupName ReadName(string database, int databaseLine, string time, int timeLine)
    {
        DateTimeOffset moment = InfoValues.ReadTime(time) ?? throw InfoSection.WrongForm(timeLine, Time, InfoValues.TimeForm, time);

        // A name of the modules may be outside of the grammar of file names; ours stands here as the file name spells it.
        string text = IniText.Unescape(database);
        return BackupName.TryMake(text, time, out BackupName? name) || BackupName.TryCreate(text, moment, out name)
            ? name
            : throw InfoSection.WrongForm(databaseLine, Database, DatabaseForm, database);
    }

    private static BackupInfoFormatException Contradiction(int line, string key, string expected, string found) =>
        BackupInfoFormatException.Create("BSH0026", line, key, $"'{expected}', as in the file's name,", found);
}
