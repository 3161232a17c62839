using System.Text.Json.Serialization;

namespace BackupSh.Catalog.Store;

/// <summary>How the engine writes the documents of its records.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CatalogLease))]
internal sealed partial class CatalogJson : JsonSerializerContext;
