using System.Reflection;
using BackupSh.Configuration;

namespace BackupSh.ConventionTests;

public sealed class OptionsRulesTests
{
    // Arguments of a call, not settings of a host: they are checked where they are used.
    private static readonly string[] Arguments = ["BackupSh.Storage.UploadOptions"];

    private static IEnumerable<Type> Options =>
        Assemblies.PublicTypes.Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && !Arguments.Contains(type.FullName));

    [Fact]
    public void Options_OfHosts_AreSealedClassesWithDefaults() =>
        Rule.Holds(
            "Options are sealed classes that can be made without arguments.",
            Options.Where(type => !type.IsSealed || type.GetConstructor(Type.EmptyTypes) is null).Select(type => type.FullName!));

    [Fact]
    public void Options_OfHosts_AreReadFromTheConfiguration() =>
        Rule.Holds(
            "Every option can be set in code and in the configuration: a method reads the options with an OptionsReader.",
            Options.Where(type => !IsTakenWith(type, typeof(OptionsReader))).Select(type => type.FullName!));

    [Fact]
    public void Options_OfHosts_AreValidated() =>
        Rule.Holds(
            "Every options class is checked at start: a method takes it with the OptionsScope that faults are reported to.",
            Options.Where(type => !IsTakenWith(type, typeof(OptionsScope))).Select(type => type.FullName!));

    // Lambdas are methods too: reading and validating are arguments of ComponentType.
    private static bool IsTakenWith(Type options, Type other) =>
        Assemblies.Methods.Any(method => ParameterTypes(method) is var types && types.Contains(options) && types.Contains(other));

    private static Type[] ParameterTypes(MethodInfo method) => [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
}
