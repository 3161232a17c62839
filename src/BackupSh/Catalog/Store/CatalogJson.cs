using System.Text.Json.Serialization;
using BackupSh.Catalog.History;
using BackupSh.Catalog.Sync;

namespace BackupSh.Catalog.Store;

/// <summary>How the engine writes the documents of its records.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CatalogLease))]
[JsonSerializable(typeof(BackupDocument))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(NotificationRecord))]
[JsonSerializable(typeof(UsageRecord))]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class CatalogJson : JsonSerializerContext;
