using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackupSh;

/// <summary>Writes a secret as <c>***</c>, and refuses to read one: JSON is no place for secrets.</summary>
internal sealed class SecretJsonConverter : JsonConverter<Secret>
{
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A secret cannot be read from JSON. Use Secret.FromEnvironment or Secret.FromFile.");

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Secret.Mask);
}
