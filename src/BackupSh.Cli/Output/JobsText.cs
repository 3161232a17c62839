namespace BackupSh.Cli.Output;

/// <summary>Writes the results of <c>jobs</c> and the commands below it for people.</summary>
internal static class JobsText
{
    internal static void Write(TextOutput output, JobsDocument document)
    {
        WriteHold(output, document.Hold);
        foreach (ShownFault fault in document.Jobs.SelectMany(job => job.Faults))
        {
            WriteFault(output, fault);
        }

        if (document.Jobs.Count == 0)
        {
            output.WriteLine("No jobs.");
            return;
        }

        TextTable table = new("JOB", "FROM", "STATUS", "NEXT START", "SCHEDULES", "SOURCE", "STORAGES");
        foreach (ShownJob job in document.Jobs)
        {
            table.Add(
                job.Name, job.Origin, new TextCell(job.Status, ToneOf(job.Status)), TimeOf(job.NextStart), SchedulesOf(job), job.Source, string.Join(", ", job.Storages));
        }

        output.Write(table);
    }

    internal static void WriteOne(TextOutput output, JobDocument document)
    {
        WriteState(output, document);
        output.WriteLine();
        TextTable table = new("KEY", "VALUE", "FROM");
        foreach (ShownJobValue value in document.Values)
        {
            table.Add(value.Key, value.Value, value.Origin);
        }

        output.Write(table);
    }

    /// <summary>Writes how a job stands, without its values.</summary>
    internal static void WriteState(TextOutput output, JobDocument document)
    {
        ShownJob job = document.Job;
        WriteHold(output, document.Hold);
        foreach (ShownFault fault in job.Faults)
        {
            WriteFault(output, fault);
        }

        output.WriteLine($"job         {job.Name}");
        output.WriteLine($"from        {job.Origin}");
        output.WriteLine("status      ", Tone.Plain, StatusOf(job));
        output.WriteLine($"schedules   {SchedulesOf(job)} ({job.TimeZone})");
        output.WriteLine($"next start  {TimeOf(job.NextStart)}");
    }

    internal static void WriteDeleted(TextOutput output, DeletedJobDocument document) =>
        output.WriteLine($"Job '{document.Deleted}' is deleted. Its backups stay.");

    internal static void WriteConfirmed(TextOutput output, ConfirmedDocument document) => output.WriteLine(
        document.WasHeld ? "Confirmed: schedules run here from now on." : "Nothing was held, and nothing is changed.");

    private static void WriteHold(TextOutput output, ShownError? hold)
    {
        if (hold is not null)
        {
            output.WriteWarnings([hold]);
        }
    }

    private static void WriteFault(TextOutput output, ShownFault fault) =>
        output.WriteError(new ShownError(fault.Code, $"{fault.Path}: {fault.Message}", fault.Hint));

    private static string StatusOf(ShownJob job) => job.PausedSince is { } since
        ? $"{job.Status} since {Quantities.Time(since)}{(job.PauseReason is { } reason ? $": {reason}" : "")}"
        : job.Status;

    private static string SchedulesOf(ShownJob job)
    {
        string[] schedules = [.. job.Schedules.Select(schedule => schedule.IsActive ? schedule.Schedule : $"{schedule.Schedule} (inactive)")];
        return schedules.Length == 0 ? "-" : string.Join("; ", schedules);
    }

    private static string TimeOf(DateTime? time) => time is { } moment ? Quantities.Time(moment) : "-";

    private static Tone ToneOf(string status) => status switch
    {
        "active" => Tone.Good,
        "faulty" or "held" => Tone.Bad,
        _ => Tone.Caution,
    };
}
