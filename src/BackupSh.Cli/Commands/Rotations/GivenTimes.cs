using System.Globalization;
using BackupSh.Rotation;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands.Rotations;

/// <summary>The moments that a script gave: one in each line of a file.</summary>
internal static class GivenTimes
{
    private const string StandardInput = "-";
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Reads a file. Empty lines, and lines that start with <c>#</c>, are passed over; spaces around a time too.</summary>
    /// <param name="path">The file, or <c>-</c> for standard input.</param>
    /// <param name="environment">What relative paths count from, and standard input.</param>
    /// <param name="faults">Takes each line that is no moment.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal static async Task<List<GivenTime>> ReadAsync(
        string path, CliEnvironment environment, CommandFaults faults, CancellationToken cancellationToken)
    {
        if (path == StandardInput)
        {
            using StreamReader input = new(environment.OpenInput());
            return await ReadAsync(input, "standard input", faults, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            using StreamReader file = new(Path.Combine(environment.WorkingDirectory, path));
            return await ReadAsync(file, path, faults, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            faults.Add("--times", ErrorTexts.Error("BSH0756", path, exception.Message));
            return [];
        }
    }

    /// <summary>Makes candidates, named by their texts. Of several moments that are one to a planner, the later comes first.</summary>
    internal static RotationCandidate[] ToCandidates(List<GivenTime> times)
    {
        IEnumerable<GivenTime> newestFirst = times
            .OrderByDescending(time => time.Time.UtcTicks).ThenByDescending(time => time.Rest).ThenBy(time => time.Text, StringComparer.Ordinal);
        return [.. newestFirst.Select((time, i) => new RotationCandidate(i.ToString("D10", CultureInfo.InvariantCulture), time.Time) { Label = time.Text })];
    }

    private static async Task<List<GivenTime>> ReadAsync(TextReader reader, string name, CommandFaults faults, CancellationToken cancellationToken)
    {
        List<GivenTime> times = [];
        for (int number = 1; await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line; number++)
        {
            string text = line.Trim().Trim(ByteOrderMark);
            if (text.Length == 0 || text[0] == '#')
            {
                continue;
            }

            if (GivenTimeParser.TryParse(text, out GivenTime? time, out string reason))
            {
                times.Add(time);
            }
            else
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name}, line {number}"), ErrorTexts.Error("BSH0755", text, reason));
            }
        }

        return times;
    }
}
