using BackupSh.Cli.Output;
using BackupSh.Shared;

namespace BackupSh.Cli;

/// <summary>Everything that is wrong with what a command was given: all of it is told at once.</summary>
internal sealed class CommandFaults
{
    // Source: more than a screen holds. A file that is no list of times has a fault in each line.
    private const int MaximumShown = 100;

    private readonly List<ShownFault> _faults = [];
    private int _left;

    internal bool IsEmpty => _faults.Count == 0;

    /// <summary>Adds a fault.</summary>
    /// <param name="place">The option or the line that has it.</param>
    /// <param name="error">What is wrong.</param>
    internal void Add(string place, BackupShError error)
    {
        if (_faults.Count < MaximumShown)
        {
            _faults.Add(new ShownFault(place, error.Code, error.Message, error.Hint));
        }
        else
        {
            _left++;
        }
    }

    internal void ThrowIfAny()
    {
        if (!IsEmpty)
        {
            string count = Quantities.Count(_faults.Count + _left, "fault");
            throw new CommandFaultsException(ErrorTexts.Error("BSH0750", count, _left == 0 ? "" : $", the first {MaximumShown} are shown"), _faults);
        }
    }
}
