using System.Reflection;
using System.Runtime.CompilerServices;

namespace BackupSh.ConventionTests;

/// <summary>What the built packages contain.</summary>
internal static class Assemblies
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<Assembly> All { get; } = [.. Repository.SourceProjects.Select(project => project.LoadAssembly())];

    public static IEnumerable<Type> PublicTypes => All.SelectMany(assembly => assembly.GetExportedTypes());

    /// <summary>Every method, those of lambdas and local functions included.</summary>
    public static IReadOnlyList<MethodInfo> Methods { get; } =
        [.. All.SelectMany(assembly => assembly.GetTypes()).SelectMany(type => type.GetMethods(Declared))];

    /// <summary>The methods that somebody wrote with a name.</summary>
    public static IEnumerable<MethodInfo> NamedMethods =>
        Methods.Where(method => !IsGenerated(method) && !IsGenerated(method.DeclaringType!) && !method.Name.Contains('<', StringComparison.Ordinal));

    public static bool IsOurs(Assembly assembly) => All.Contains(assembly);

    public static string Describe(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";

    /// <summary>Whether a stranger can call it.</summary>
    public static bool IsVisible(MethodInfo method) =>
        method.DeclaringType!.IsVisible && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    /// <summary>Whether its shape was decided by a type that it overrides or implements.</summary>
    public static bool IsInherited(MethodInfo method, Func<Type, bool> by) =>
        (method.GetBaseDefinition().DeclaringType is { } definer && definer != method.DeclaringType && by(definer))
        || Implemented(method).Any(by);

    private static IEnumerable<Type> Implemented(MethodInfo method)
    {
        Type type = method.DeclaringType!;
        return type.IsInterface
            ? []
            : type.GetInterfaces().Where(contract => type.GetInterfaceMap(contract).TargetMethods.Contains(method));
    }

    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute)) || member.Name.StartsWith('<') || (member.DeclaringType is { } outer && IsGenerated(outer));
}
