using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>The metadata in the body of a request that creates or changes a file.</summary>
/// <param name="json">The body.</param>
internal sealed class DriveMetadata(JsonObject json)
{
    // Source: the guide "Add custom file properties": key and value together, and the properties of one app.
    private const int MaximumPropertyBytes = 124;
    private const int MaximumAppProperties = 30;

    internal string? Id => Text("id");

    internal string? Name => Text("name");

    internal string? MimeType => Text("mimeType");

    internal string? Parent => Parents is { Count: > 0 } parents ? parents[0]!.GetValue<string>() : null;

    internal bool HasParents => Parents is not null;

    internal bool? IsTrashed => json["trashed"] is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;

    private JsonArray? Parents => json["parents"] as JsonArray;

    /// <summary>Refuses what no file may have.</summary>
    internal void Check()
    {
        if (Parents is { Count: > 1 })
        {
            throw new DriveFault(403, "teamDrivesParentLimit", "A shared drive item must have exactly one parent.");
        }

        foreach ((string key, string? value) in PropertiesOf("appProperties").Concat(PropertiesOf("properties")))
        {
            if (Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value ?? "") > MaximumPropertyBytes)
            {
                throw new DriveFault(403, "propertyLengthExceeded", "The maximum property length is 124 bytes for the sum of key and value.");
            }
        }

        if (PropertiesOf("appProperties").Count() > MaximumAppProperties)
        {
            throw new DriveFault(403, "propertiesLimitExceeded", "The limit of properties of an app is exceeded.");
        }
    }

    /// <summary>Writes everything but id, name, type and place into a file.</summary>
    internal void ApplyTo(DriveFile file)
    {
        file.Description = Text("description") ?? file.Description;
        file.IsTrashed = IsTrashed ?? file.IsTrashed;
        file.IsStarred = json["starred"] is JsonValue starred && starred.TryGetValue(out bool flag) ? flag : file.IsStarred;
        file.CreatedTime = Time("createdTime") ?? file.CreatedTime;
        file.ModifiedTime = Time("modifiedTime") ?? file.ModifiedTime;
        Merge(file.AppProperties, PropertiesOf("appProperties"));
        Merge(file.Properties, PropertiesOf("properties"));
    }

    private static void Merge(Dictionary<string, string> properties, IEnumerable<KeyValuePair<string, string?>> changes)
    {
        foreach ((string key, string? value) in changes)
        {
            if (value is null)
            {
                properties.Remove(key);
            }
            else
            {
                properties[key] = value;
            }
        }
    }

    private IEnumerable<KeyValuePair<string, string?>> PropertiesOf(string name) =>
        json[name] is JsonObject properties ? properties.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.GetValue<string>())) : [];

    private string? Text(string name) => json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? new DateTimeOffset(time.UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, TimeSpan.Zero)
            : throw DriveFault.Invalid(name);
    }
}
