using System.Text.Json.Serialization;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>A page of a listing.</summary>
internal sealed record DriveFileList(IReadOnlyList<DriveFile>? Files, string? NextPageToken, bool? IncompleteSearch);

/// <summary>Ids for files that are still to be created.</summary>
internal sealed record DriveGeneratedIds(IReadOnlyList<string>? Ids);

/// <summary>The account.</summary>
internal sealed record DriveAbout(DriveStorageQuota? StorageQuota);

/// <summary>The account's room in bytes; without a limit it is unlimited.</summary>
internal sealed record DriveStorageQuota(long? Limit, long? Usage);

/// <summary>The body of every error.</summary>
internal sealed record DriveErrorAnswer(DriveError? Error);

/// <summary>An error: its sentence, and the words that say why.</summary>
internal sealed record DriveError(int? Code, string? Message, IReadOnlyList<DriveErrorDetail>? Errors);

/// <summary>One reason of an error.</summary>
internal sealed record DriveErrorDetail(string? Reason, string? Message);

/// <summary>The metadata of a new file.</summary>
internal sealed record DriveNewFile(string Id, string Name, string MimeType, IReadOnlyList<string> Parents, IReadOnlyDictionary<string, string> AppProperties);

/// <summary>A change that moves a file to the trash.</summary>
internal sealed record DriveTrashing(bool Trashed);

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
