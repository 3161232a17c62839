namespace BackupSh.ConventionTests;

/// <summary>Fails a test with the rule's own sentence, and everything that breaks it.</summary>
internal static class Rule
{
    public static void Holds(string sentence, IEnumerable<string> violations)
    {
        string[] found = [.. violations.Distinct().Order(StringComparer.Ordinal)];
        Assert.True(found.Length == 0, $"{sentence}\n  {string.Join("\n  ", found)}");
    }
}
