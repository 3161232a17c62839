namespace BackupSh.Cli.Commands.Rotations;

/// <summary>A moment that a script gave.</summary>
/// <param name="Text">The text, as it was given.</param>
/// <param name="Time">The moment, to a ten-millionth of a second, with the offset that was given.</param>
/// <param name="Rest">The billionths of a second beyond it: 0 to 99.</param>
internal sealed record GivenTime(string Text, DateTimeOffset Time, int Rest);
