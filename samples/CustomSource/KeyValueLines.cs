using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace CustomSource;

/// <summary>The lines of a dump. The last one says how many entries there are, so that a dump that was cut is noticed by itself.</summary>
internal sealed class KeyValueLines
{
    private readonly ImmutableSortedDictionary<string, string>.Builder _entries = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
    private bool _begun;
    private int? _end;

    internal static void WriteHeader(ArrayBufferWriter<byte> to) => WriteLine(to, json => json.WriteNumber(KeyValueSource.Kind, KeyValueSource.FormatVersion));

    internal static void WriteEntry(ArrayBufferWriter<byte> to, string key, string value) => WriteLine(to, json =>
    {
        json.WriteString("k", key);
        json.WriteString("v", value);
    });

    internal static void WriteEnd(ArrayBufferWriter<byte> to, int count) => WriteLine(to, json => json.WriteNumber("end", count));

    internal void Add(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement json = document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement : throw new FormatException("a line is no object.");
        if (!_begun)
        {
            _begun = Number(json, KeyValueSource.Kind) == KeyValueSource.FormatVersion ? true : throw new FormatException("its first line is not the header.");
        }
        else if (_end is not null)
        {
            throw new FormatException("there are lines after its end.");
        }
        else if (Number(json, "end") is { } count)
        {
            _end = count;
        }
        else
        {
            _entries[Text(json, "k")] = Text(json, "v");
        }
    }

    internal ImmutableSortedDictionary<string, string> Complete() =>
        _end == _entries.Count ? _entries.ToImmutable() : throw new FormatException($"it ends after {_entries.Count} entries.");

    private static int? Number(JsonElement json, string property) =>
        json.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : null;

    private static string Text(JsonElement json, string property) =>
        json.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException("an entry has no key or value.");

    private static void WriteLine(ArrayBufferWriter<byte> to, Action<Utf8JsonWriter> write)
    {
        using (Utf8JsonWriter json = new(to))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        to.Write("\n"u8);
    }
}
