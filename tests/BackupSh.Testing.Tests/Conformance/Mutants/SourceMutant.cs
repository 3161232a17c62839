namespace BackupSh.Testing.Tests.Conformance.Mutants;

/// <summary>A source with one fault, and the checks that must catch it.</summary>
internal sealed record SourceMutant(string Name, Action<BrokenSource> Harm, params string[] CaughtBy)
{
    internal FakeConformance Open()
    {
        BrokenSource source = new();
        Harm(source);
        return new FakeConformance(source.Inner, source, isGone: source.Gone.Contains);
    }
}
