using BackupSh.Options;
using BackupSh.Scheduling;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Makes black-outs of a job's texts.</summary>
internal static class BlackOutFreezing
{
    // Source: a week that has no change of clocks; any would do.
    private static readonly DateTimeOffset Week = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    internal static IReadOnlyList<BlackOut> Freeze(BackupJobOptions job, OptionsScope scope)
    {
        List<BlackOut> blackOuts = [];
        OptionsScope list = scope.At(nameof(job.BlackOuts));
        foreach ((int index, string text) in job.BlackOuts.Index())
        {
            if (BlackOut.TryParse(text, out BlackOut? blackOut))
            {
                blackOuts.Add(blackOut);
            }
            else
            {
                list.Fault(OptionsScopeExtensions.Key(index), ErrorTexts.Error("BSH1140", text));
            }
        }

        if (blackOuts.Count > 0 && !LeavesTime(blackOuts))
        {
            list.Fault(null, ErrorTexts.Error("BSH1141"));
        }

        return blackOuts;
    }

    // Black-outs begin and end on whole minutes.
    private static bool LeavesTime(List<BlackOut> blackOuts) => Enumerable.Range(0, 7 * 24 * 60).Any(minute =>
        blackOuts.TrueForAll(blackOut => blackOut.EndAt(Week.AddMinutes(minute), TimeZoneInfo.Utc) is null));
}
