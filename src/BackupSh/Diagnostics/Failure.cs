using BackupSh.Catalog;
using BackupSh.Shared;

namespace BackupSh.Diagnostics;

/// <summary>Turns whatever was thrown into an error that can be shown.</summary>
internal static class Failure
{
    /// <summary>Returns the exception's own error, or one that names its type and says what it says, in one line.</summary>
    internal static BackupShError ErrorOf(Exception exception) => exception switch
    {
        BackupShException { Error: { } error } => error,
        BackupInfoFormatException { Fault.Error: { } error } => error,
        AggregateException { InnerExceptions: [{ } inner] } => ErrorOf(inner),
        _ => ErrorTexts.Error("BSH0503", exception.GetType().Name, Printable.Of(exception.Message)),
    };
}
