namespace BackupSh.ConventionTests.Text;

public sealed class MemberScannerTests
{
    private const string Source = """"
        using System;

        namespace Sample;

        /// <summary>{ not a brace }</summary>
        [Serializable]
        public sealed class First<T>(string name) : object()
            where T : class
        {
            private static readonly int[] Table =
            [
                1,
            ];

            public string Name { get; } = $"{name switch { "}" => '}', _ => "{" }}";

            public static bool operator ==(First<T> left, First<T> right)
            {
                return true;
            }

            [Obsolete("{")]
            public string Arrow() =>
                name switch
                {
                    _ => @"""}",
                };

            private enum Nested
            {
                One,
            }
        }

        public sealed record Second(string Value = "{");
        """";

    [Fact]
    public void Scan_TypesWithAndWithoutBodies_FindsEachByName()
    {
        IEnumerable<(string, int)> types = MemberScanner.Scan(Source).Where(member => member.IsType).Select(member => (member.TypeName, member.Depth));

        Assert.Equal([("First", 0), ("Nested", 1), ("Second", 0)], types);
    }

    [Fact]
    public void Scan_MembersWithBracesInTexts_CountsTheirLines()
    {
        IEnumerable<(int, int)> lines = MemberScanner.Scan(Source)
            .Where(member => member.Depth == 1 && !member.IsType && !member.IsInitializedField)
            .Select(member => (member.FirstLine, member.LastLine));

        Assert.Equal([(17, 20), (23, 27)], lines);
    }

    [Fact]
    public void Scan_InitializedMembers_AreToldFromMethods()
    {
        IEnumerable<string> headers = MemberScanner.Scan(Source).Where(member => member.IsInitializedField).Select(member => member.Header);

        Assert.Equal(["private static readonly int[] Table", "public string Name"], headers);
    }
}
