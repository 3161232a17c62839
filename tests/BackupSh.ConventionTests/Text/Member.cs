namespace BackupSh.ConventionTests.Text;

/// <summary>A member of a type, or a type itself, as found in the text.</summary>
/// <param name="Header">What stands before its body, without attributes.</param>
/// <param name="TypeName">The name of the type that it declares, or empty; a type's members follow it.</param>
/// <param name="Depth">How many types it stands in.</param>
/// <param name="FirstLine">Its first line, counted from 1.</param>
/// <param name="LastLine">Its last line.</param>
internal sealed record Member(string Header, string TypeName, int Depth, int FirstLine, int LastLine)
{
    public bool IsType => TypeName.Length > 0;

    public int LineCount => LastLine - FirstLine + 1;

    /// <summary>Data is not a method: a table may be as long as it needs.</summary>
    public bool IsInitializedField { get; init; }
}
