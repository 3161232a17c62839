using System.Globalization;

namespace BackupSh.Conformance;

/// <summary>What checks expect, without a test framework.</summary>
internal static class Expect
{
    internal static void True(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new PromiseBrokenException(otherwise);
        }
    }

    internal static void Equal<T>(T expected, T actual, string what) =>
        True(EqualityComparer<T>.Default.Equals(expected, actual), $"Expected {what} to be {Show(expected)}, found {Show(actual)}.");

    /// <summary>Expects the same texts, each as often, in any order.</summary>
    internal static void SameSet(IEnumerable<string> expected, IEnumerable<string> actual, string what)
    {
        string[] wanted = [.. expected.Order(StringComparer.Ordinal)];
        string[] found = [.. actual.Order(StringComparer.Ordinal)];
        True(
            wanted.SequenceEqual(found, StringComparer.Ordinal),
            $"Expected {what} to be {wanted.Length} ({Some(wanted)}), found {found.Length} ({Some(found)}). "
            + $"Missing: {Some(wanted.Except(found))}. Too many: {Some(found.Except(wanted).Concat(Repeated(found)))}.");
    }

    internal static void Sequence<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what)
    {
        string wanted = string.Join(", ", expected);
        Equal(wanted, string.Join(", ", actual), what);
    }

    internal static async Task<T> ThrowsAsync<T>(Func<Task> call, string what)
        where T : Exception
    {
        Exception? thrown = await CatchAsync(call).ConfigureAwait(false);
        return thrown as T ?? throw new PromiseBrokenException($"Expected {what} to throw {typeof(T).Name}, but it {Tell(thrown)}.", thrown);
    }

    internal static string Tell(Exception? thrown) => thrown is null ? "returned" : $"threw {thrown.GetType().Name}: {thrown.Message}";

    internal static async Task<Exception?> CatchAsync(Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (exception is not PromiseBrokenException)
        {
            return exception;
        }
    }

    private static IEnumerable<string> Repeated(string[] names) => names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key + " (twice)");

    private static string Some(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length == 0 ? "none" : string.Join(", ", all.Take(4)) + (all.Length > 4 ? $", … {all.Length} in all" : "");
    }

    private static string Show<T>(T value) => value switch
    {
        null => "nothing",
        string text => $"'{text}'",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
