using System.Text.Json.Nodes;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>The parameter <c>fields</c>: which parts of a resource are answered, for example <c>files(id,owners/me),nextPageToken</c>.</summary>
internal sealed class DriveFieldMask
{
    private readonly Dictionary<string, DriveFieldMask> _parts = new(StringComparer.Ordinal);

    internal static DriveFieldMask Parse(string text)
    {
        int position = 0;
        DriveFieldMask mask = ParseList(text, ref position);
        return position == text.Length ? mask : throw DriveFault.InvalidField(text);
    }

    /// <summary>Leaves out of a resource what was not asked for.</summary>
    /// <param name="resource">The resource with all that it has.</param>
    /// <param name="known">The names that the resource may have, by the path of the object; else the selection is invalid.</param>
    internal JsonObject Apply(JsonObject resource, Func<string, bool> known) => Apply(resource, "", known);

    private static DriveFieldMask ParseList(string text, ref int position)
    {
        DriveFieldMask mask = new();
        while (true)
        {
            ParsePath(mask, text, ref position);
            if (position == text.Length || text[position] != ',')
            {
                return mask;
            }

            position++;
        }
    }

    private static void ParsePath(DriveFieldMask mask, string text, ref int position)
    {
        int start = position;
        while (position < text.Length && text[position] is not (',' or '(' or ')' or '/'))
        {
            position++;
        }

        string name = text[start..position].Trim();
        if (name.Length == 0)
        {
            throw DriveFault.InvalidField(text);
        }

        DriveFieldMask part = mask._parts.TryGetValue(name, out DriveFieldMask? found) ? found : mask._parts[name] = new DriveFieldMask();
        if (position < text.Length && text[position] == '/')
        {
            position++;
            ParsePath(part, text, ref position);
        }
        else if (position < text.Length && text[position] == '(')
        {
            position++;
            foreach ((string key, DriveFieldMask value) in ParseList(text, ref position)._parts)
            {
                part._parts[key] = value;
            }

            if (position == text.Length || text[position] != ')')
            {
                throw DriveFault.InvalidField(text);
            }

            position++;
        }
    }

    private JsonObject Apply(JsonObject resource, string path, Func<string, bool> known)
    {
        foreach (string name in _parts.Keys.Where(name => name != "*" && !resource.ContainsKey(name) && !known(path + name)))
        {
            throw DriveFault.InvalidField(name);
        }

        JsonObject result = [];
        foreach ((string name, JsonNode? value) in resource)
        {
            if ((_parts.GetValueOrDefault(name) ?? _parts.GetValueOrDefault("*")) is { } mask)
            {
                result[name] = mask._parts.Count == 0 ? value?.DeepClone() : mask.ApplyTo(value, path + name + "/", known);
            }
        }

        return result;
    }

    private JsonNode? ApplyTo(JsonNode? value, string path, Func<string, bool> known) => value switch
    {
        JsonObject inner => Apply(inner, path, known),
        JsonArray list => new JsonArray([.. list.Select(item => ApplyTo(item, path, known))]),
        _ => value?.DeepClone(),
    };
}
