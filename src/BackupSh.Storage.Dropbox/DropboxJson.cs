using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackupSh.Storage.Dropbox;

/// <summary>The JSON of the API, without reflection.</summary>
/// <remarks>Its records have only the fields that are used, in the words of the API: others may come and go. The default encoder escapes everything that is not ASCII, and DEL: what stands in a header must be so.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PathArgument))]
[JsonSerializable(typeof(ListArgument))]
[JsonSerializable(typeof(CursorArgument))]
[JsonSerializable(typeof(DeleteArgument))]
[JsonSerializable(typeof(DeleteBatchArgument))]
[JsonSerializable(typeof(JobArgument))]
[JsonSerializable(typeof(UploadArgument))]
[JsonSerializable(typeof(StartArgument))]
[JsonSerializable(typeof(AppendArgument))]
[JsonSerializable(typeof(FinishArgument))]
[JsonSerializable(typeof(PathRoot))]
[JsonSerializable(typeof(Entry))]
[JsonSerializable(typeof(ListAnswer))]
[JsonSerializable(typeof(MetadataAnswer))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(LinkAnswer))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(SpaceAnswer))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class DropboxJson : JsonSerializerContext;
