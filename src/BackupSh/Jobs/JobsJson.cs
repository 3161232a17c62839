using System.Text.Json.Serialization;

namespace BackupSh.Jobs;

/// <summary>How jobs and their schedules are written into the catalog.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredJob))]
[JsonSerializable(typeof(JobPause))]
[JsonSerializable(typeof(PassedDueTimes))]
[JsonSerializable(typeof(Scheduling.ConfirmedHome))]
[JsonSerializable(typeof(Scheduling.ScheduleState))]
internal sealed partial class JobsJson : JsonSerializerContext;
