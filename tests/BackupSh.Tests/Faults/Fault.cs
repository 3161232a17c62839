namespace BackupSh.Tests.Faults;

/// <summary>What goes wrong at one call of a storage.</summary>
public enum Fault
{
    /// <summary>The call fails, and nothing was done.</summary>
    FailBefore,

    /// <summary>It was done, and the acknowledgement is lost.</summary>
    FailAfter,

    /// <summary>As <see cref="FailBefore"/>, and the storage says that it may work later.</summary>
    FailTransiently,

    /// <summary>An adapter that breaks the contract throws what it likes.</summary>
    FailRaw,

    /// <summary>A client gives up by itself, as HttpClient does: the exception is one of cancellation.</summary>
    GiveUp,

    /// <summary>Nothing happens until the call is cancelled.</summary>
    Hang,

    /// <summary>It was done, and nothing more happens until the call is cancelled.</summary>
    HangAfter,

    /// <summary>It was done, and no answer ever comes, cancelled or not.</summary>
    NeverAnswer,

    /// <summary>It is done only after the run has ended, whatever was cancelled.</summary>
    ApplyLate,

    /// <summary>A bit flips in what is stored or read; a listing tells wrong sizes; a deletion is a lie.</summary>
    Corrupt,

    /// <summary>The half is stored, read or listed as if it were all; a deletion fails.</summary>
    Truncate,

    /// <summary>The run is cancelled at this moment.</summary>
    Cancel,

    /// <summary>The run is cancelled when it was done.</summary>
    CancelAfter,

    /// <summary>From here on nothing works any more, the clean-up neither.</summary>
    Crash,

    /// <summary>As <see cref="Crash"/>, after it was done.</summary>
    CrashAfter,
}
