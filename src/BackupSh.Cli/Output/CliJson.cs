using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace BackupSh.Cli.Output;

/// <summary>The shapes that <c>--json</c> writes; docs/cli.md describes them. Members are added, never changed or removed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(AuthDocument))]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(ListDocument))]
[JsonSerializable(typeof(VerifyDocument))]
[JsonSerializable(typeof(RestoreDocument))]
[JsonSerializable(typeof(RotateDocument))]
[JsonSerializable(typeof(DownloadDocument))]
[JsonSerializable(typeof(DecryptDocument))]
[JsonSerializable(typeof(InfoDocument))]
[JsonSerializable(typeof(PinDocument))]
[JsonSerializable(typeof(DeleteDocument))]
[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(LinkDocument))]
[JsonSerializable(typeof(VersionDocument))]
[JsonSerializable(typeof(CompletionDocument))]
[JsonSerializable(typeof(InitDocument))]
[JsonSerializable(typeof(TimesDocument))]
[JsonSerializable(typeof(ForecastDocument))]
[JsonSerializable(typeof(PreviewDocument))]
[JsonSerializable(typeof(SyncDocument))]
[JsonSerializable(typeof(ProblemsDocument))]
[JsonSerializable(typeof(HistoryDocument))]
[JsonSerializable(typeof(UsageDocument))]
[JsonSerializable(typeof(AuditDocument))]
[JsonSerializable(typeof(JobsDocument))]
[JsonSerializable(typeof(JobDocument))]
[JsonSerializable(typeof(DeletedJobDocument))]
[JsonSerializable(typeof(ConfirmedDocument))]
[JsonSerializable(typeof(ServeDocument))]
[JsonSerializable(typeof(FailureDocument))]
internal sealed partial class CliJson : JsonSerializerContext
{
    internal static void Write<T>(TextWriter output, T document, JsonTypeInfo<T> shape) =>
        output.WriteLine(JsonSerializer.Serialize(document, shape));

    /// <summary>Returns the word for a value of an enumeration: <c>PartiallySucceeded</c> is <c>partiallySucceeded</c>.</summary>
    internal static string Word(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Returns a moment in UTC, without the fractions of its second.</summary>
    internal static DateTime WholeSeconds(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

    /// <summary>Returns a duration in seconds, to the millisecond.</summary>
    internal static double Seconds(TimeSpan duration) => Math.Round(duration.TotalSeconds, 3);
}
