using System.Text.Json.Serialization;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>Reads and writes the answers without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(DriveFile))]
[JsonSerializable(typeof(DriveFileList))]
[JsonSerializable(typeof(DriveGeneratedIds))]
[JsonSerializable(typeof(DriveAbout))]
[JsonSerializable(typeof(DriveErrorAnswer))]
[JsonSerializable(typeof(DriveNewFile))]
[JsonSerializable(typeof(DriveTrashing))]
internal sealed partial class DriveJson : JsonSerializerContext;
