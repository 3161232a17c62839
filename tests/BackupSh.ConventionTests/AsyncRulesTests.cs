using System.Reflection;
using System.Runtime.CompilerServices;

namespace BackupSh.ConventionTests;

public sealed class AsyncRulesTests
{
    private static IEnumerable<MethodInfo> AsyncMethods => Assemblies.NamedMethods.Where(method => IsAwaitable(method.ReturnType));

    [Fact]
    public void AsyncVoid_AnywhereUnderSrc_IsAbsent() =>
        Rule.Holds(
            "No async void, lambdas included: nobody sees its exception.",
            Assemblies.Methods
                .Where(method => method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
                .Select(Assemblies.Describe));

    [Fact]
    public void AsyncMethods_Public_EndInAsync() =>
        Rule.Holds(
            "A public method that returns a task or an asynchronous sequence ends in Async.",
            AsyncMethods
                .Where(method => Assemblies.IsVisible(method) && !IsForeignShape(method) && !method.Name.EndsWith("Async", StringComparison.Ordinal))
                .Select(Assemblies.Describe));

    [Fact]
    public void AsyncMethods_Public_TakeACancellationTokenLastWithDefault() =>
        Rule.Holds(
            "A public asynchronous method takes a cancellation token, last, with a default.",
            AsyncMethods
                .Where(method => Assemblies.IsVisible(method) && !IsForeignShape(method) && Token(method) is not { HasDefaultValue: true })
                .Select(Assemblies.Describe));

    [Fact]
    public void CancellationTokens_OfInternalMethods_HaveNoDefault() =>
        Rule.Holds(
            "An internal or private method takes its cancellation token without default: forgetting it must not compile.",
            Assemblies.NamedMethods
                .Where(method => !Assemblies.IsVisible(method) && !Assemblies.IsInherited(method, _ => true) && Token(method) is { HasDefaultValue: true })
                .Select(Assemblies.Describe));

    private static ParameterInfo? Token(MethodInfo method) =>
        method.GetParameters().LastOrDefault() is { } last && last.ParameterType == typeof(CancellationToken) ? last : null;

    // The compiler shapes a delegate's methods.
    private static bool IsForeignShape(MethodInfo method) =>
        method.IsSpecialName || method.DeclaringType!.IsSubclassOf(typeof(Delegate)) || Assemblies.IsInherited(method, definer => !Assemblies.IsOurs(definer.Assembly));

    private static bool IsAwaitable(Type type)
    {
        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return definition == typeof(Task) || definition == typeof(Task<>) || definition == typeof(ValueTask) || definition == typeof(ValueTask<>)
            || definition == typeof(IAsyncEnumerable<>);
    }
}
