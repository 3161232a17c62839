namespace BackupSh.Catalog;

/// <summary>An info file or a pin cannot be read.</summary>
/// <remarks>The message is <c>"BSH0020: line 7, key 'backup_size': a number from 0 is expected, found 'big'. hint"</c>.</remarks>
public sealed class BackupInfoFormatException : FormatException
{
    /// <summary>Initializes the exception from a fault.</summary>
    /// <param name="fault">What is wrong, and where.</param>
    public BackupInfoFormatException(BackupInfoFault fault)
        : base((fault ?? throw new ArgumentNullException(nameof(fault))).ToString()) => Fault = fault;

    /// <summary>Gets what is wrong, and where.</summary>
    public BackupInfoFault Fault { get; }

    /// <summary>Gets the stable code, for example <c>BSH0020</c>.</summary>
    public string Code => Fault.Error.Code;

    /// <summary>Gets what to do next.</summary>
    public string Hint => Fault.Error.Hint;

    /// <summary>Gets the line, from 1.</summary>
    public int Line => Fault.Line;

    /// <summary>Gets the key, or <see langword="null"/> if the fault is not a key's.</summary>
    public string? Key => Fault.Key;

    /// <summary>Gets what is expected there.</summary>
    public string Expectation => Fault.Expectation;

    internal static BackupInfoFormatException Create(string code, int line, string? key, string expectation, string? found) =>
        new(BackupInfoFault.Create(code, line, key, expectation, found));
}
